import { deadlineOf } from '#core/calendar/deadline.ts'
import { getCalendarOf } from '#core/dossier/command-context.ts'
import { clockIn } from '#core/dossier/status.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Instant } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { DossierRow } from '../desk.ts'
import type { Brief } from './brief.ts'
import type { QueueLine } from './queue.ts'

export type RowContext = { now: Instant; catalogue: Catalogue; pageState(hash: string): SyncMark['state'] }

/** One line of the queue, with what search scans. */
export function toLine(brief: Brief, context: RowContext): QueueLine {
  const row = {
    ...brief.row,
    deadline: deadlineFor(brief, context),
    pagesUnsent: brief.placements.filter(({ page }) => context.pageState(page) !== 'acknowledged').length,
  }
  return { row, text: brief.text, tails: brief.tails, holder: brief.holder, turnAt: brief.turnAt }
}

function deadlineFor({ row, competent, pausedNow }: Brief, { now, catalogue }: RowContext): DossierRow['deadline'] {
  try {
    const calendar = getCalendarOf(catalogue, competent)
    return deadlineOf({ status: row.status, dueAt: row.dueAt, pausedNow, now, calendar, agency: competent })
  } catch {
    // The catalogue has not brought the calendar yet: a row without a deadline is better than no queue.
    return clockIn(row.status) === 'stopped' ? 'done' : 'none'
  }
}
