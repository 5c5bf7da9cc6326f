import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { DayText } from '#renderer/ui/InstantText.tsx'
import { ActText } from './ActText.tsx'
import { Fact, FactGroup } from './FactGroup.tsx'
import { SupplementFacts } from './SupplementFacts.tsx'

/** What officials asked, proposed, decided and issued; and how it ended. */
export function CourseFacts({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { proposal, decision, result, supplements, refusal, stop, withdrawal } = dossier
  const acts = [proposal, decision, result, refusal, stop, withdrawal]
  if (supplements.length === 0 && acts.every((act) => act === null)) return null
  return (
    <FactGroup title={t('dossier.facts.course')}>
      <Judgement label={t('dossier.facts.proposal')} judgement={proposal} />
      <Judgement label={t('dossier.facts.decision')} judgement={decision} />
      <Fact label={t('dossier.facts.result')}>
        {result && (
          <>
            <strong>{t('dossier.facts.resultOf', { number: result.number })}</strong> · <DayText day={result.issuedOn} />
            <div>{result.title}</div>
            <ActText act={result.act} />
          </>
        )}
      </Fact>
      {supplements.map((supplement) => (
        <SupplementFacts key={supplement.id} supplement={supplement} />
      ))}
      {withdrawal !== null && <WithdrawalFact withdrawal={withdrawal} />}
      <Ending label={t('dossier.facts.refusal')} ending={refusal} />
      <Ending label={t('dossier.facts.stop')} ending={stop} />
    </FactGroup>
  )
}

function Judgement({ label, judgement }: { label: string; judgement: Dossier['proposal'] | Dossier['decision'] }) {
  const { t } = useTranslation()
  if (judgement === null) return null
  return (
    <Fact label={label}>
      <strong>{t(`dossier.facts.outcomeOf.${judgement.outcome}`)}</strong>
      {judgement.text !== '' && <div className="mc-said">{judgement.text}</div>}
      <div>
        <ActText act={judgement.act} />
      </div>
    </Fact>
  )
}

function Ending({ label, ending }: { label: string; ending: Dossier['refusal'] | Dossier['stop'] }) {
  const { t } = useTranslation()
  if (ending === null) return null
  return (
    <Fact label={label}>
      <div className="mc-soft mc-figures">{t('dossier.eventFact.formNumber', { number: ending.formNumber })}</div>
      <div className="mc-said">{ending.reason}</div>
      {ending.legalGround !== '' && (
        <div className="mc-soft">
          {t('dossier.facts.legalGround')}: {ending.legalGround}
        </div>
      )}
      <ActText act={ending.act} />
    </Fact>
  )
}

function WithdrawalFact({ withdrawal }: { withdrawal: NonNullable<Dossier['withdrawal']> }) {
  const { t } = useTranslation()
  const state = withdrawal.accepted === null ? 'withdrawalOpen' : withdrawal.accepted ? 'withdrawalAccepted' : 'withdrawalDeclined'
  return (
    <Fact label={t('dossier.facts.withdrawal')}>
      <strong>{t(`dossier.facts.${state}`)}</strong>
      <div className="mc-said">{withdrawal.reason}</div>
      <ActText act={withdrawal.settled ?? withdrawal.requested} />
    </Fact>
  )
}
