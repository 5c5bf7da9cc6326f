import { CheckCircleFilled, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { type Decided, recentDecision } from './recent-decision.ts'

/** What was just decided, and one key to take it back. */
export function UndoLine() {
  const { t } = useTranslation()
  const person = useLive(useDesk().session.current)?.person
  const recent = useLive(recentDecision)
  const { busy, error, undo } = useUndo()
  const mine = recent !== null && recent.by === person && recent.items.length > 0 ? recent : null
  useShortcut('Ctrl+Z', t('reconciliation.undoKey'), undo, mine !== null && !mine.undone)
  return (
    <>
      <div role="status" className={mine === null ? 'mc-hidden' : 'mc-undo-line'}>
        {mine !== null && (
          <>
            <CheckCircleFilled className="mc-ok" aria-hidden="true" />
            <span>{describe(mine.items, mine.undone ? 'reconciliation.undone' : 'reconciliation.done', t)}</span>
            {!mine.undone && (
              <Button size="small" icon={<UndoOutlined aria-hidden="true" />} loading={busy} aria-keyshortcuts="Control+Z" onClick={undo}>
                {t('reconciliation.undo')} <KeyHint keys="Ctrl+Z" />
              </Button>
            )}
          </>
        )}
      </div>
      {error !== null && <ErrorNote error={error} />}
    </>
  )
}

function describe(items: readonly Decided[], key: string, t: (key: string, values: Record<string, unknown>) => string): string {
  const [only] = items
  return items.length === 1 && only !== undefined ? t(key, { code: only.code }) : t(`${key}Many`, { count: items.length })
}

/** Reopens everything that was decided last; a single case is opened again on screen. */
function useUndo() {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async () => {
    const recent = recentDecision.get()
    if (recent === null || recent.undone) return
    for (const { dossierId, caseId } of recent.items) {
      await desk.dossiers.run(dossierId, { do: 'reopenCase', caseId, reason: t('reconciliation.undoReason') })
    }
    recentDecision.set({ ...recent, undone: true })
    const [only] = recent.items
    if (recent.items.length === 1 && only !== undefined) void navigate(`/reconciliation/${only.caseId}`)
  }
  const undo = () => {
    setBusy(true)
    setError(null)
    run()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return { busy, error, undo }
}
