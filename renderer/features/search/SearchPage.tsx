import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { dossierColumns } from '#renderer/features/queue/dossier-columns.tsx'
import { useShortNames } from '#renderer/features/queue/use-short-names.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { DataGrid } from '#renderer/ui/grid/DataGrid.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { CentreResults } from './CentreResults.tsx'
import './search.css'
import { useResults } from './use-results.ts'

const limit = 500

/** Every match of a search, in the queue's columns. The words stand in the address, so going back finds them. */
export function SearchPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const text = params.get('q') ?? ''
  const { rows } = useResults(text, limit)
  const [selected, setSelected] = useState<string | null>(null)
  const shortNameOf = useShortNames()
  const columns = useMemo(() => dossierColumns(t, { shortNameOf }).map(({ sortBy: _, ...column }) => column), [t, shortNameOf])
  return (
    <div className="mc-page">
      <PageHeader title={t('search.title')} detail={text.trim() === '' ? undefined : t('search.found', { count: rows.length })} />
      <Input
        size="large"
        allowClear
        autoFocus
        prefix={<SearchOutlined aria-hidden="true" />}
        placeholder={t('app.searchBox')}
        aria-label={t('app.searchLabel')}
        value={text}
        onChange={(event) => setParams({ q: event.target.value }, { replace: true })}
      />
      <CentreResults text={text.trim()} />
      <DataGrid
        label={t('search.results')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        selected={selected}
        onSelect={setSelected}
        onOpen={(row) => void navigate(`/dossiers/${row.id}`)}
        question={text}
        empty={
          <EmptyState
            icon={<SearchOutlined aria-hidden="true" />}
            title={text.trim() === '' ? t('search.emptyTitle') : t('search.nothing', { text })}
          >
            {text.trim() === '' ? t('search.hint') : t('search.nothingText')}
          </EmptyState>
        }
      />
    </div>
  )
}
