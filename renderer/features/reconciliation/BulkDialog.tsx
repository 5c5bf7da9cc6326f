import { Button, Checkbox } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseRow } from '#renderer/data/desk.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { describeValue, labelOf } from './field-words.ts'
import { type BulkItem, useBulk } from './use-bulk.ts'

/** Many suggestions seen at a glance and accepted together; legal fields never stand here. */
export function BulkDialog({ rows, onClose }: { rows: readonly CaseRow[]; onClose(): void }) {
  const { t } = useTranslation()
  const bulk = useBulk(rows, onClose)
  const accept = useRef<HTMLButtonElement>(null)
  const count = bulk.chosen.size
  useShortcut('Ctrl+Enter', t('reconciliation.bulk.accept', { count }), bulk.accept, count > 0)
  useEffect(() => accept.current?.focus(), [])
  return (
    <Dialog title={t('reconciliation.bulk.title')} widthPx={760} onClose={onClose}>
      <p className="mc-soft">{t('reconciliation.bulk.text')}</p>
      <ul className="mc-bulk-list">
        {bulk.items.map((item) => (
          <li key={item.row.id}>
            <Checkbox
              checked={bulk.chosen.has(item.row.id)}
              aria-label={t('reconciliation.bulk.choose', { code: item.row.dossierCode, name: item.row.applicantName })}
              onChange={() => bulk.toggle(item.row.id)}
            />
            <DossierCode code={item.row.dossierCode} short />
            <span className="mc-bulk-name">{item.row.applicantName}</span>
            <Changes item={item} />
          </li>
        ))}
      </ul>
      {bulk.error !== null && (
        <>
          <p role="alert">{t('reconciliation.bulk.failed', { count: bulk.left })}</p>
          <ErrorNote error={bulk.error} />
        </>
      )}
      <div className="mc-actions">
        <Button
          ref={accept}
          type="primary"
          loading={bulk.busy}
          disabled={count === 0}
          aria-keyshortcuts="Control+Enter"
          onClick={bulk.accept}
        >
          {t('reconciliation.bulk.accept', { count })} <KeyHint keys="Ctrl+Enter" />
        </Button>
        <Button onClick={onClose}>
          {t('ui.cancel')} <KeyHint keys="Esc" />
        </Button>
      </div>
    </Dialog>
  )
}

function Changes({ item }: { item: BulkItem }) {
  const { t } = useTranslation()
  return (
    <span className="mc-bulk-changes">
      {Object.values(item.choices).map(({ path, value }) => (
        <span key={path}>
          {t('reconciliation.bulk.becomes', { field: labelOf(t, path, item.dossier), value: describeValue(t, path, value) })}
        </span>
      ))}
    </span>
  )
}
