import { CheckCircleFilled, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DossierPage } from '#renderer/data/desk.ts'
import type { FormNumber } from '#renderer/features/forms/form-template.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { formAfter, listPrintableForms } from '../printable-forms.ts'
import { ActionPanel } from './ActionPanel.tsx'
import { type ActionEntry, type ActionName, dangerousActions, listActions, onwardActions } from './action-list.ts'
import type { KeptDrafts } from './use-action-form.ts'

type Props = {
  page: DossierPage
  action: ActionName | null
  done: ActionName | null
  kept: KeptDrafts
  onAction: (action: ActionName | null) => void
  onDone: (action: ActionName) => void
  onPrint: (form: FormNumber) => void
}

/** Việc cần làm: what role and status allow now; the chosen action's form opens in place. */
export function ActionsCard({ page, action, done, kept, onAction, onDone, onPrint }: Props) {
  const { t } = useTranslation()
  const doneLine = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (done !== null) doneLine.current?.focus()
  }, [done])
  return (
    <section className="mc-card mc-action-card" aria-labelledby="actions-title">
      <div className="mc-card-head">
        <h2 id="actions-title">{t('dossier.actions.title')}</h2>
      </div>
      {done !== null && <DoneLine page={page} done={done} line={doneLine} onPrint={onPrint} />}
      {action === null ? (
        <ActionList page={page} onAction={onAction} onPrint={onPrint} />
      ) : (
        <ActionPanel
          key={action}
          action={action}
          dossier={page.dossier}
          kept={kept}
          onDone={() => onDone(action)}
          onCancel={() => {
            onAction(null)
            // The list is drawn again first; then the button that was pressed is there to go back to.
            requestAnimationFrame(() => document.getElementById(`do-${action}`)?.focus())
          }}
        />
      )}
    </section>
  )
}

function ActionList({ page, onAction, onPrint }: Pick<Props, 'page' | 'onAction' | 'onPrint'>) {
  const { t } = useTranslation()
  const { open, blocked, others } = listActions(page.allowed)
  const canPrint = page.allowed.some((one) => one.command === 'recordPrint' && one.refusedBecause === null)
  return (
    <>
      {open.length === 0 && (
        <div>
          <strong>{t('dossier.actions.none')}</strong>
          <p className="mc-soft">{t('dossier.actions.noneText')}</p>
        </div>
      )}
      <ul className="mc-action-list">
        {open.map((entry, at) => (
          <li key={entry.name}>
            <ActionButton entry={entry} primary={at === 0 && onwardActions.has(entry.name)} onAction={onAction} />
          </li>
        ))}
        {blocked.map(({ name, refusedBecause }) => (
          <li key={name}>
            <Button block disabled aria-describedby={`barred-${name}`}>
              <span className="mc-action-label">{t(`dossier.actions.name.${name}`)}</span>
            </Button>
            <div id={`barred-${name}`} className="mc-action-hint">
              {t(`ui.rule.${refusedBecause}`)}
            </div>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <details className="mc-barred">
          <summary>{t('dossier.actions.barred', { count: others.length })}</summary>
          <ul>
            {others.map(({ name, refusedBecause }) => (
              <li key={name}>
                {t(`dossier.actions.name.${name}`)}
                <div className="mc-soft">{t(`ui.rule.${refusedBecause}`)}</div>
              </li>
            ))}
          </ul>
        </details>
      )}
      {canPrint && <PrintButtons page={page} onPrint={onPrint} />}
    </>
  )
}

function ActionButton({ entry, primary, onAction }: { entry: ActionEntry; primary: boolean; onAction: Props['onAction'] }) {
  const { t } = useTranslation()
  const label = t(`dossier.actions.name.${entry.name}`)
  const open = () => onAction(entry.name)
  useShortcut(entry.key, label, open)
  return (
    <Button
      id={`do-${entry.name}`}
      block
      type={primary ? 'primary' : 'default'}
      danger={dangerousActions.has(entry.name)}
      aria-keyshortcuts={entry.key}
      onClick={open}
    >
      <span className="mc-action-label">{label}</span>
      <KeyHint keys={entry.key} />
    </Button>
  )
}

function PrintButtons({ page, onPrint }: Pick<Props, 'page' | 'onPrint'>) {
  const { t } = useTranslation()
  const forms = listPrintableForms(page.dossier)
  const latest = forms.at(-1)
  useShortcut('I', t('dossier.actions.print'), () => latest !== undefined && onPrint(latest), latest !== undefined)
  if (latest === undefined) return null
  return (
    <div className="mc-print-buttons">
      {forms.map((form) => (
        <Button
          key={form}
          id={`print-${form}`}
          size="small"
          icon={<PrinterOutlined aria-hidden="true" />}
          onClick={() => onPrint(form)}
          {...(form === latest ? { 'aria-keyshortcuts': 'I' } : {})}
        >
          {t('dossier.actions.printForm', { form })} {form === latest && <KeyHint keys="I" />}
        </Button>
      ))}
    </div>
  )
}

type DoneProps = { page: DossierPage; done: ActionName; line: RefObject<HTMLDivElement | null>; onPrint: Props['onPrint'] }

/** What was done and where it is safe; takes the focus, so that nobody has to look for it. */
function DoneLine({ page, done, line, onPrint }: DoneProps) {
  const { t } = useTranslation()
  const due = Object.entries(formAfter).find(([name]) => name === done)?.[1]
  const form = listPrintableForms(page.dossier).find((one) => one === due)
  return (
    <div ref={line} className="mc-done" role="status" tabIndex={-1}>
      <CheckCircleFilled className="mc-ok" aria-hidden="true" />
      <div>
        <strong>{t(`dossier.actions.done.${done}`)}</strong>
        <div>
          <SyncTag state={page.mark.state} at={page.mark.at} plain />
        </div>
        {form !== undefined && (
          <Button size="small" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => onPrint(form)}>
            {t('dossier.actions.printForm', { form })}
          </Button>
        )}
      </div>
    </div>
  )
}
