import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { describeFailure } from '#renderer/features/dossier/describe-failure.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { formatInstant } from '#renderer/ui/format.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { CaseFields } from './CaseFields.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import { isFree } from './choices.ts'
import { DecideBar } from './DecideBar.tsx'
import { EvidencePane } from './EvidencePane.tsx'
import { phoneText } from './phone-text.ts'
import { ReasonPicker } from './ReasonPicker.tsx'
import { UndoLine } from './UndoLine.tsx'
import { useCaseForm } from './use-case-form.ts'

type Props = { row: CaseRow; one: ReconciliationCase; dossier: Dossier }

/** A case on screen: what differs at the left, the papers at the right, the decision under it. */
export function CaseView({ row, one, dossier }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const form = useCaseForm({ row, one, dossier })
  const open = one.settled === null
  const decides = open && row.mayDecide
  useShortcut('Ctrl+Enter', t('reconciliation.case.keys.decide'), form.decide, decides)
  useShortcut('J', t('reconciliation.case.keys.skip'), form.goOn, form.next !== undefined)
  useShortcut('Escape', t('reconciliation.case.keys.back'), () => void navigate('/reconciliation'))
  return (
    <div className="mc-case">
      <CaseHeader row={row} one={one} dossier={dossier} />
      <UndoLine />
      <Standing row={row} one={one} />
      <div className="mc-case-body">
        <div className="mc-case-main">
          <CaseFields one={one} dossier={dossier} form={form} editable={decides} />
          {decides && !isFree(one) && (
            <ReasonPicker form={form} needsPaper={one.kind !== 'doubled_code' && dossier.placements.length === 0} />
          )}
          {form.error !== null && <ErrorNote {...describeFailure(t, form.error)} />}
          <Undone one={one} />
        </div>
        <EvidencePane dossier={dossier} seen={form.draft.seen} onSeen={form.see} />
      </div>
      {decides && <DecideBar one={one} dossier={dossier} form={form} />}
    </div>
  )
}

/** Who decides, where it is not the reader; what was decided, where it has been. */
function Standing({ row, one }: Pick<Props, 'row' | 'one'>) {
  const { t } = useTranslation()
  if (one.settled !== null) {
    const { byName, at, reason } = one.settled
    return (
      <Alert
        type="success"
        showIcon
        title={t('reconciliation.case.settledTitle')}
        description={t('reconciliation.case.settledText', { name: byName, time: formatInstant(at), reason })}
      />
    )
  }
  if (row.mayDecide) return null
  const name = row.decider.name || t('reconciliation.dispute.nobody')
  return (
    <Alert
      type="info"
      showIcon
      title={t('reconciliation.case.notAllowed', { name, phone: phoneText(t, row.decider) })}
      description={t('reconciliation.case.notAllowedText')}
    />
  )
}

function Undone({ one }: Pick<Props, 'one'>) {
  const { t } = useTranslation()
  if (one.undone.length === 0) return null
  return (
    <section className="mc-card" aria-labelledby="case-undone">
      <h2 id="case-undone">{t('reconciliation.case.history')}</h2>
      <ul className="mc-case-undone">
        {one.undone.map((each) => (
          <li key={each.at}>
            <span className="mc-soft mc-figures">{formatInstant(each.at)}</span>{' '}
            {t('reconciliation.case.historyLine', { name: each.byName, reason: each.reason, by: each.undone.byName })}
          </li>
        ))}
      </ul>
    </section>
  )
}
