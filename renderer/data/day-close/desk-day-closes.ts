import type { DayClose } from '#core/day-close/day-close.ts'
import type { CloseFigures } from '#core/day-close/day-figures.ts'
import type { UnclosedDays } from '#core/day-close/unclosed-days.ts'
import type { Day } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { Live } from '../desk.ts'

/** What this desk did since its last close, up to the end of one day, worked out now. */
export type OpenDay = CloseFigures & {
  /** The day that a close would be for: the first one that is not closed, else today. */
  day: Day
  /** Own events that wait for a close; some may belong to a later day. */
  acts: number
}

/** Chốt ngày at this desk. */
export type DayCloses = {
  /** The first day with work of this desk that no close holds; null where all is closed. */
  openSince: Live<Day | null>
  /** Closes of this desk and those of the agency's others that have arrived, newest first. */
  list: Live<{ close: DayClose; mark: SyncMark }[]>
  look(): Promise<OpenDay>
  /** Which desks of the agency did not close their day, as the province's centre knows; `DeskFailure` where it does not answer. */
  unclosed(): Promise<UnclosedDays>
  /** Durable and signed when it resolves. Every missing number needs an explanation (`RuleBroken('field-missing')`). */
  close(input: { explanations: DayClose['explanations'] }): Promise<DayClose>
}
