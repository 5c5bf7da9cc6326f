import type { DossierPage } from '#renderer/data/desk.ts'

export type TimelineEvent = DossierPage['timeline'][number]

/** Newest first; views of personal data stand aside until they are asked for, so that the work stays in sight. */
export function arrangeTimeline(timeline: readonly TimelineEvent[], withViews: boolean): { shown: TimelineEvent[]; views: number } {
  const views = timeline.filter((event) => event.type === 'dossierViewed').length
  const shown = withViews ? timeline : timeline.filter((event) => event.type !== 'dossierViewed')
  return { shown: shown.toReversed(), views }
}

/** Whether an event moved the dossier: only then "from → to" says something. */
export function hasMoved(event: Pick<TimelineEvent, 'from' | 'to'>): boolean {
  return event.to !== null && event.from !== event.to
}
