import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { DossierRow } from '#renderer/data/desk.ts'
import { SearchOption } from './SearchOption.tsx'
import { useResults } from './use-results.ts'

const limit = 8
const listId = 'search-results'

/** A combobox over every dossier of this desk. */
export function SearchBox({ onDone }: { onDone(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { rows, atOnce } = useResults(text, limit)
  const open = (row: DossierRow) => {
    onDone()
    void navigate(`/dossiers/${row.id}`)
  }
  const all = () => {
    onDone()
    void navigate(`/search?q=${encodeURIComponent(text)}`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setAt((rows.length + 1 + at + (event.key === 'ArrowDown' ? 1 : -1)) % (rows.length + 1))
    }
    if (event.key !== 'Enter' || text.trim() === '') return
    const row = at < rows.length || at === 0 ? atOnce()[at] : undefined
    if (row === undefined) all()
    else open(row)
  }
  return (
    <>
      <Input
        autoFocus
        size="large"
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('app.searchBox')}
        value={text}
        role="combobox"
        aria-label={t('app.searchLabel')}
        aria-expanded={rows.length > 0}
        aria-controls={listId}
        aria-activedescendant={rows[at] === undefined ? undefined : `${listId}-${at}`}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
      />
      <div className="mc-search-list" role="listbox" id={listId} aria-label={t('search.results')}>
        {rows.map((row, index) => (
          <SearchOption key={row.id} id={`${listId}-${index}`} row={row} selected={index === at} onOpen={() => open(row)} />
        ))}
      </div>
      <p className="mc-search-foot mc-soft" role="status">
        {text.trim() === '' ? t('search.hint') : rows.length === 0 ? t('search.nothing', { text }) : t('search.foot')}
      </p>
      {text.trim() !== '' && rows.length > 0 && (
        <button type="button" className={`mc-search-all${at === rows.length ? ' mc-search-all-on' : ''}`} onClick={all}>
          {t('search.all')}
        </button>
      )}
    </>
  )
}
