import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { ActText } from './ActText.tsx'
import { Fact, FactGroup } from './FactGroup.tsx'

/** How the result reaches the citizen, and to whom it was handed. */
export function DeliveryFacts({ dossier: { delivery } }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { returned } = delivery
  return (
    <FactGroup title={t('dossier.facts.delivery')}>
      <Fact label={t('dossier.facts.deliveryMethod')}>
        {t(`dossier.facts.deliveryOf.${delivery.method}`)}
        {delivery.place !== '' && <div className="mc-soft">{delivery.place}</div>}
      </Fact>
      {returned !== null && (
        <>
          <Fact label={t('dossier.facts.returned')}>
            <strong>{returned.to}</strong> ({t(`dossier.facts.relationOf.${returned.relation}`)})
            <div>
              <ActText act={returned.act} />
            </div>
          </Fact>
          <Fact label={t('dossier.facts.signature')}>{returned.signatureNote}</Fact>
          <Fact label={t('dossier.facts.authorisation')}>{returned.authorisation}</Fact>
        </>
      )}
    </FactGroup>
  )
}
