import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { Role } from '#core/person/role.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { FormPreview } from '#renderer/features/forms/FormPreview.tsx'
import type { FormNumber } from '#renderer/features/forms/form-template.ts'
import { PageViewer } from '#renderer/features/pages/PageViewer.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { ActionsCard } from './actions/ActionsCard.tsx'
import type { ActionName } from './actions/action-list.ts'
import { DossierHeader } from './DossierHeader.tsx'
import { DossierNotices } from './DossierNotices.tsx'
import { DossierFacts } from './facts/DossierFacts.tsx'
import { PapersCard } from './papers/PapersCard.tsx'
import { groupPages } from './papers/page-groups.ts'
import { Timeline } from './timeline/Timeline.tsx'
import { useRecordView } from './use-record-view.ts'

/** A dossier on screen. Reading: pages large at the left, facts beside the actions; else facts at the left. */
export function DossierView({ page }: { page: DossierPage }) {
  const desk = useDesk()
  const { dossier } = page
  const row = useLive(desk.dossiers.rows).find((one) => one.id === dossier.id)
  const roles = useLive(desk.session.current)?.roles ?? []
  const [reading, setReading] = useState(() => readsFirst(roles, dossier))
  const [opened, setOpened] = useState<string | null>(null)
  const [form, setForm] = useState<FormNumber | null>(null)
  const [action, setAction] = useState<ActionName | null>(null)
  const [done, setDone] = useState<ActionName | null>(null)
  const viewError = useRecordView(page)

  const read = (placementId: string) => {
    setOpened(placementId)
    setForm(null)
    setReading(true)
  }
  const papers = <PapersCard dossier={dossier} opened={reading ? opened : null} onOpen={read} />
  const facts = <DossierFacts dossier={dossier} />
  const large = form !== null || reading
  return (
    <div className={large ? 'mc-dossier mc-dossier-reading' : 'mc-dossier'}>
      <DossierHeader page={page} row={row} reading={reading} onReading={setReading} />
      <DossierNotices page={page} />
      {viewError !== null && <ErrorNote error={viewError} />}
      <div className="mc-dossier-body">
        <div className="mc-dossier-main">
          {form !== null ? (
            <FormRoom form={form} dossier={dossier} onClose={() => setForm(null)} />
          ) : reading ? (
            <PageRoom dossier={dossier} opened={opened} />
          ) : null}
          {!large && papers}
          {!large && facts}
        </div>
        <div className="mc-dossier-side">
          <ActionsCard
            page={page}
            action={action}
            done={done}
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
          <Timeline timeline={page.timeline} />
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

function PageRoom({ dossier, opened }: { dossier: Dossier; opened: string | null }) {
  const pages = groupPages(dossier).flatMap((group) => group.pages)
  return <PageViewer key={opened} placements={pages} {...(opened === null ? {} : { start: opened })} />
}

function FormRoom({ form, dossier, onClose }: { form: FormNumber; dossier: Dossier; onClose: () => void }) {
  const { t } = useTranslation()
  useShortcut('Escape', t('ui.close'), onClose)
  return (
    <section className="mc-card mc-form-room" aria-labelledby="form-title">
      <div className="mc-card-head">
        <h2 id="form-title">{t('dossier.actions.printing', { form })}</h2>
        <Button size="small" icon={<CloseOutlined />} onClick={onClose}>
          {t('ui.close')} <KeyHint keys="Esc" />
        </Button>
      </div>
      <FormPreview key={form} form={form} dossier={dossier} />
    </section>
  )
}
