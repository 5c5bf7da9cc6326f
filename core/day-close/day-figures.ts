import type { JournalEvent } from '#core/journal/event.ts'
import { type Day, dayOf } from '#core/record/instant.ts'
import type { DayClose, DayFigures, Standing } from './day-close.ts'
import { moneyLinesOf } from './money-lines.ts'
import { bookRunsOf, numberRunsOf, type SlotHighWater, standingAfter } from './number-runs.ts'
import { type OwnAct, readOwnAct } from './own-acts.ts'

/** `after`: the close before this one, null for a device's first. `events`: this device's own, in the order of its chain. */
export type CloseQuestion = {
  day: Day
  after: Pick<DayClose, 'journal' | 'standing'> | null
  events: readonly JournalEvent[]
  reached: readonly SlotHighWater[]
}

export type CloseFigures = Pick<DayClose, 'journal' | 'figures' | 'late' | 'numbers' | 'books' | 'standing'>

const fresh: Standing = { numbers: [], books: [] }

/**
 * What the close of a day holds: every own event after the last close, up to the first one of a later day. Events of earlier days among them
 * were done after those days had been closed, and stand apart as differences.
 */
export function computeClose({ day, after, events, reached }: CloseQuestion): CloseFigures {
  const from = after?.journal.upTo ?? 0
  const covered = takeUntilLaterDay(
    events.filter(({ chain }) => chain.seq > from),
    day,
  )
  const acts = covered.map(readOwnAct)
  const lateDays = [...new Set(acts.map(({ event }) => dayOf(event.at)))].filter((one) => one !== day).sort()
  const onDay = (wanted: Day) =>
    figuresOf(
      wanted,
      acts.filter(({ event }) => dayOf(event.at) === wanted),
    )
  const standing = after?.standing ?? fresh
  const numbers = numberRunsOf(acts, standing, reached)
  const books = bookRunsOf(acts, standing)
  return {
    journal: { after: from, upTo: covered.at(-1)?.chain.seq ?? from },
    figures: onDay(day),
    late: lateDays.map(onDay),
    numbers,
    books,
    standing: standingAfter(standing, numbers, books),
  }
}

/** The first day that has own events after the last close; null where everything is closed. */
export function firstOpenDay(events: readonly JournalEvent[], after: CloseQuestion['after']): Day | null {
  const from = after?.journal.upTo ?? 0
  const first = events.find(({ chain, type }) => chain.seq > from && type !== 'dossierViewed')
  return first === undefined ? null : dayOf(first.at)
}

/** Every number that a close lacks, as it is named in its explanations. */
export function missingOf({ numbers, books }: Pick<DayClose, 'numbers' | 'books'>): string[] {
  return [
    ...numbers.flatMap(({ missing }) => missing),
    ...books.flatMap(({ register, volume, missing }) => missing.map((number) => `${register} ${volume} ${number}`)),
  ]
}

function takeUntilLaterDay(events: readonly JournalEvent[], day: Day): JournalEvent[] {
  const inOrder = [...events].sort((a, b) => a.chain.seq - b.chain.seq)
  const later = inOrder.findIndex(({ at }) => dayOf(at) > day)
  return later < 0 ? inOrder : inOrder.slice(0, later)
}

function figuresOf(day: Day, acts: readonly OwnAct[]): DayFigures {
  const of = (type: JournalEvent['type']) => acts.filter(({ event }) => event.type === type).map(({ event }) => event)
  const money = moneyLinesOf(acts)
  return {
    day,
    received: of('dossierReceived').length,
    refusedIntake: of('intakeRefused').length,
    voided: of('numberVoided').map(({ dossierCode, note, authorName }) => ({ code: dossierCode, reason: note, byName: authorName })),
    renumbered: of('dossierRenumbered').map(({ data, note }) => ({
      before: nameOf(data['before']),
      after: nameOf(data['after']),
      reason: note,
    })),
    money,
    collectedVnd: money.reduce((sum, line) => sum + line.collectedVnd, 0),
    refundedVnd: money.reduce((sum, line) => sum + line.refundedVnd, 0),
  }
}

/** A code as it is; an entry in a book as `volume number`. */
function nameOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || !('volume' in value) || !('number' in value)) return ''
  return `${String(value.volume)} ${String(value.number)}`
}
