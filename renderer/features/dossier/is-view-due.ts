import type { PersonId } from '#core/record/ids.ts'
import { epochMsOf } from '#core/record/instant.ts'
import type { TimelineEvent } from './timeline/arrange-timeline.ts'

const quietMs = 15 * 60_000

/** Whether opening the dossier is a new view of personal data: not within 15 minutes of this official's last one. */
export function isViewDue(timeline: readonly Pick<TimelineEvent, 'type' | 'author' | 'at'>[], person: PersonId, nowMs: number): boolean {
  const last = timeline.findLast((event) => event.type === 'dossierViewed' && event.author === person)
  return last === undefined || Math.abs(nowMs - epochMsOf(last.at)) >= quietMs
}
