import { useTranslation } from 'react-i18next'
import type { Supplement } from '#core/dossier/dossier.ts'
import { DayText } from '#renderer/ui/InstantText.tsx'
import { ActText } from './ActText.tsx'
import { Fact } from './FactGroup.tsx'

/** One request for papers (form 02) and what came of it. */
export function SupplementFacts({ supplement }: { supplement: Supplement }) {
  const { t } = useTranslation()
  return (
    <Fact label={t('dossier.facts.supplement')}>
      <div className="mc-soft mc-figures">{t('dossier.eventFact.formNumber', { number: supplement.formNumber })}</div>
      <div className="mc-said">{supplement.reason}</div>
      <ul className="mc-lines">
        {supplement.papers.map((paper) => (
          <li key={paper.name}>
            {paper.name}
            <span className="mc-soft">{countsOf(paper, t)}</span>
          </li>
        ))}
      </ul>
      {supplement.deadline !== null && (
        <div>
          {t('dossier.facts.supplementDeadline')} <DayText day={supplement.deadline} weekday />
        </div>
      )}
      <div>
        <ActText act={supplement.requested} />
      </div>
      <div>
        {supplement.received === null ? (
          <strong>{t('dossier.facts.supplementWaiting')}</strong>
        ) : (
          <>
            {t('dossier.facts.supplementReceived')} <ActText act={supplement.received} />
          </>
        )}
      </div>
      {supplement.receivedNote !== '' && <div className="mc-said">{supplement.receivedNote}</div>}
    </Fact>
  )
}

/** ` · bản chính 1, bản photo 2`; kinds of which none is wanted are left out. */
function countsOf(paper: Supplement['papers'][number], t: (key: string) => string): string {
  const kinds = (['originals', 'certifiedCopies', 'copies'] as const).filter((kind) => paper[kind] > 0)
  const counts = kinds.map((kind) => `${t(`dossier.field.asked.${kind}`).toLocaleLowerCase()} ${paper[kind]}`)
  return counts.length === 0 ? '' : ` · ${counts.join(', ')}`
}
