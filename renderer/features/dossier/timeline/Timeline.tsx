import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { machineOf } from '#core/person/machine.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import { arrangeTimeline, hasMoved, type TimelineEvent } from './arrange-timeline.ts'
import { type EventFact, factsOf } from './event-facts.ts'
import { FieldChanges } from './FieldChanges.tsx'
import { UndoMerge } from './UndoMerge.tsx'

/** Everything that happened to the dossier, newest first. */
export function Timeline({ page }: { page: DossierPage }) {
  const { t } = useTranslation()
  const { timeline } = page
  const [withViews, setWithViews] = useState(false)
  const { shown, views } = arrangeTimeline(timeline, withViews)
  return (
    <section className="mc-card mc-timeline" aria-labelledby="timeline-title">
      <div className="mc-card-head">
        <h2 id="timeline-title">{t('dossier.timeline.title')}</h2>
        {views > 0 && (
          <Button type="link" size="small" aria-pressed={withViews} onClick={() => setWithViews(!withViews)}>
            {withViews ? t('dossier.timeline.hideViews') : t('dossier.timeline.showViews', { count: views })}
          </Button>
        )}
      </div>
      {shown.length === 0 && <p className="mc-soft">{t('dossier.timeline.none')}</p>}
      <ol>
        {shown.map((event) => (
          <TimelineItem key={event.id} event={event} page={page} />
        ))}
      </ol>
    </section>
  )
}

function TimelineItem({ event, page }: { event: TimelineEvent; page: DossierPage }) {
  const { t } = useTranslation()
  const to = event.to === null ? '' : t(`ui.status.${event.to}`)
  // Nobody has taken in what a citizen has only filed.
  const isFiling = event.type === 'dossierReceived' && event.to === 1
  const machine = machineOf(event.author)
  const stage = event.stage === null ? '' : ` · ${t(`ui.stage.${event.stage}`)}`
  return (
    <li className={event.type === 'dossierViewed' ? 'mc-event mc-event-quiet' : 'mc-event'}>
      <div className="mc-event-head">
        <strong>{t(isFiling ? 'dossier.timeline.filed' : `dossier.event.${event.type}`)}</strong>
        <InstantText at={event.at} />
      </div>
      <div className="mc-event-who">
        <span className="mc-soft">
          {machine === null
            ? `${t('dossier.timeline.who', { name: event.authorName, role: t(`ui.role.${event.role}`) })} · ${event.deskName}`
            : t(`ui.machine.${machine}`)}
        </span>
        <SyncTag state={event.sync} short />
      </div>
      {hasMoved(event) && (
        <div className="mc-event-move">
          {event.from === null
            ? t('dossier.timeline.entered', { to })
            : t('dossier.timeline.moved', { from: t(`ui.status.${event.from}`), to })}
          {stage}
        </div>
      )}
      {factsOf(event).map((fact) => (
        <EventFactText key={fact.key} fact={fact} />
      ))}
      <FieldChanges event={event} dossier={page.dossier} />
      {event.note !== '' && (
        <div className="mc-said" lang="vi">
          {event.note}
        </div>
      )}
      <UndoMerge event={event} page={page} />
    </li>
  )
}

/** Codes among an event's facts are told in words. */
function EventFactText({ fact: { key, values } }: { fact: EventFact }) {
  const { t } = useTranslation()
  const words: Record<string, string> = { ...values }
  if (values.outcome) words.outcome = t(`dossier.facts.outcomeOf.${values.outcome}`)
  if (values.relation) words.relation = t(`dossier.facts.relationOf.${values.relation}`)
  if (values.method) words.method = t(`dossier.facts.methodOf.${values.method}`)
  if (values.output) words.output = t(`dossier.eventFact.output.${values.output}`)
  return <div className="mc-event-fact">{t(`dossier.eventFact.${key}`, words)}</div>
}
