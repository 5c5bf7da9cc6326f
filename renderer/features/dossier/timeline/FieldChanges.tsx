import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { describeValue, labelOf } from '#renderer/features/reconciliation/field-words.ts'
import { readStory } from '#renderer/features/reconciliation/step-story.ts'
import type { TimelineEvent } from './arrange-timeline.ts'
import { changesOf, disputedPaths, type FieldChange } from './merge-facts.ts'

/** What an event did to which fields: before → after; of a step only where it led. */
export function FieldChanges({ event, dossier }: { event: TimelineEvent; dossier: Dossier }) {
  const { t } = useTranslation()
  const disputed = disputedPaths(event).map((path) => labelOf(t, path, dossier))
  const say = (path: string, value: FieldChange['before']) => {
    const story = path === 'step' ? readStory(value) : null
    if (path !== 'step') return describeValue(t, path, value)
    return story === null ? '' : story.stage === null ? t(`ui.status.${story.status}`) : t(`ui.stage.${story.stage}`)
  }
  return (
    <>
      {disputed.length > 0 && <div className="mc-event-fact">{disputed.join(', ')}</div>}
      {changesOf(event).map(({ path, before, after }) => (
        <div key={path} className="mc-event-fact">
          {t('dossier.timeline.changed', { field: labelOf(t, path, dossier), before: say(path, before), after: say(path, after) })}
        </div>
      ))}
    </>
  )
}
