import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { Role } from '#core/person/role.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import type { FormNumber } from '#renderer/features/forms/form-template.ts'
import { OutsideCard } from '#renderer/features/outside/OutsideCard.tsx'
import { ActionsCard } from './actions/ActionsCard.tsx'
import { type ActionName, wideActions } from './actions/action-list.ts'
import type { KeptDrafts } from './actions/use-action-form.ts'
import { DossierHeader } from './DossierHeader.tsx'
import { DossierNotices } from './DossierNotices.tsx'
import { FormRoom } from './FormRoom.tsx'
import { DossierFacts } from './facts/DossierFacts.tsx'
import { PageRoom } from './PageRoom.tsx'
import { PapersCard } from './papers/PapersCard.tsx'
import { SendingsCard } from './sendings/SendingsCard.tsx'
import { Timeline } from './timeline/Timeline.tsx'
import { useRecordView } from './use-record-view.ts'

/** A dossier on screen. Reading: pages large at the left, facts beside the actions; else facts at the left. */
export function DossierView({ page }: { page: DossierPage }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const { dossier } = page
  const row = useLive(desk.dossiers.rows).find((one) => one.id === dossier.id)
  const roles = useLive(desk.session.current)?.roles ?? []
  const [reading, setReading] = useState(() => readsFirst(roles, dossier))
  const [opened, setOpened] = useState<string | null>(null)
  const [form, setForm] = useState<FormNumber | null>(null)
  const [action, setAction] = useState<ActionName | null>(null)
  const [done, setDone] = useState<ActionName | null>(null)
  const kept = useRef<KeptDrafts>(new Map())
  const viewError = useRecordView(page)

  const read = (placementId: string) => {
    setOpened(placementId)
    setForm(null)
    setReading(true)
  }
  const large = form !== null || reading
  const papers = <PapersCard dossier={dossier} opened={reading ? opened : null} onOpen={read} />
  const facts = <DossierFacts dossier={dossier} decidesFirst={large} />
  return (
    <div className={large ? 'mc-dossier mc-dossier-reading' : 'mc-dossier'}>
      <DossierHeader page={page} row={row} reading={reading} onReading={setReading} />
      <DossierNotices page={page} viewError={viewError} />
      <div className={action !== null && wideActions.has(action) ? 'mc-dossier-body mc-dossier-wide' : 'mc-dossier-body'}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area has to be reachable by keyboard */}
        <section className="mc-dossier-main" tabIndex={0} aria-label={t('dossier.content')}>
          {form !== null ? (
            <FormRoom form={form} dossier={dossier} onClose={() => setForm(null)} />
          ) : reading ? (
            <PageRoom dossier={dossier} opened={opened} />
          ) : null}
          {!large && papers}
          {!large && facts}
        </section>
        <div className="mc-dossier-side">
          <ActionsCard
            page={page}
            action={action}
            done={done}
            kept={kept.current}
            onAction={(next) => {
              setAction(next)
              setDone(null)
            }}
            onDone={(name) => {
              setAction(null)
              setDone(name)
            }}
            onPrint={setForm}
          />
          {large && facts}
          {large && papers}
          <SendingsCard page={page} />
          <OutsideCard page={page} />
          <Timeline page={page} />
        </div>
      </div>
    </div>
  )
}

/** Who examines and decides starts with the pages; who stands at the desk starts with the papers and the money. */
function readsFirst(roles: readonly Role[], dossier: Dossier): boolean {
  const reads = roles.includes('specialist') || roles.includes('leader')
  return reads && !roles.includes('one_stop_official') && dossier.placements.length > 0
}
