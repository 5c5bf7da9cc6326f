import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { machineOf } from '#core/person/machine.ts'
import { findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Fact, FactGroup } from './FactGroup.tsx'

/** What is asked for, of whom, and how it came in. */
export function CaseFacts({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const catalogue = useLive(useDesk().catalogue)
  const { procedure, agencies, received, book } = dossier
  const machine = machineOf(received.by)
  const nameOf = (slug: AgencySlug) => findAgency(catalogue, slug)?.name ?? slug
  return (
    <FactGroup title={t('dossier.facts.case')}>
      <Fact label={t('dossier.facts.procedure')}>
        {procedure.name}
        <div className="mc-soft mc-figures">{t('dossier.facts.version', { code: procedure.code, version: procedure.version })}</div>
      </Fact>
      <Fact label={t('dossier.facts.sector')}>{procedure.sector}</Fact>
      <Fact label={t('dossier.facts.subject')}>{dossier.subject}</Fact>
      <Fact label={t('dossier.facts.channel')}>{t(`dossier.facts.channelOf.${dossier.channel}`)}</Fact>
      <Fact label={t('dossier.facts.sets')}>{dossier.sets > 1 ? dossier.sets : null}</Fact>
      <Fact label={t(machine === null ? 'dossier.facts.received' : 'dossier.facts.filed')}>
        <InstantText at={received.at} />
        <div className="mc-soft">
          {machine === null
            ? t('dossier.facts.receivedBy', { name: received.byName, desk: received.deskName })
            : t(`ui.machine.${machine}`)}
        </div>
      </Fact>
      <Fact label={t('dossier.facts.assisting')}>{agencies.assisting === null ? null : nameOf(agencies.assisting)}</Fact>
      <Fact label={t('dossier.facts.receiving')}>{nameOf(agencies.receiving)}</Fact>
      <Fact label={t('dossier.facts.competent')}>{nameOf(agencies.competent)}</Fact>
      <Fact label={t('dossier.facts.book')}>{book && t('dossier.facts.bookOf', book)}</Fact>
      <Fact label={t('dossier.facts.secret')}>
        <span className="mc-figures">{dossier.lookupSecret}</span>
      </Fact>
    </FactGroup>
  )
}
