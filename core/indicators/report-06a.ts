import type { Outcome, Tally } from './tally.ts'

/** Columns 3–13 of one row of report II.06a/VPCP/KSTT, keyed by their numbers on the form. */
export type Report06aRow = {
  c3: number
  c4: number
  c5: number
  c6: number
  c7: number
  c8: number
  c9: number
  c10: number
  c11: number
  c12: number
  c13: number
}
export const columns06a = ['c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11', 'c12', 'c13'] as const
export type Column06a = (typeof columns06a)[number]

/**
 * One row of report II.06a: 3 received (4 online, 5 counter and post, 6 from before), 7 settled (8 early, 9 on time, which takes in
 * those that wait for papers, 10 late), 11 in hand (12 in time, 13 late). Throws `RangeError` where 3 = 4 + 5 + 6, 7 = 8 + 9 + 10,
 * 11 = 12 + 13 or 3 = 7 + 11 does not hold: such a tally is not of one period.
 */
export function report06aRow(tally: Tally): Report06aRow {
  const c9 = tally.on_time + tally.waiting
  const row: Report06aRow = {
    c3: tally.online + tally.direct + tally.carried,
    c4: tally.online,
    c5: tally.direct,
    c6: tally.carried,
    c7: tally.early + c9 + tally.late,
    c8: tally.early,
    c9,
    c10: tally.late,
    c11: tally.open_on_time + tally.open_late,
    c12: tally.open_on_time,
    c13: tally.open_late,
  }
  if (row.c3 !== row.c7 + row.c11) throw new RangeError(`II.06a: ${row.c3} received, but ${row.c7} settled and ${row.c11} in hand`)
  return row
}

/**
 * Share of finished dossiers that kept their appointment, 0–1 (QĐ 766/QĐ-TTg 2.1): those in hand past it count as late, those in
 * time or waiting do not count yet. Null where nothing counts.
 */
export function onTimeShare({ early, on_time, late, open_late }: Pick<Tally, 'early' | 'on_time' | 'late' | 'open_late'>): number | null {
  const all = early + on_time + late + open_late
  return all === 0 ? null : (early + on_time) / all
}

/** The outcomes that a column of the form adds up; the columns of origin are null. */
export const outcomesOf: Record<Column06a, readonly Outcome[] | null> = {
  c3: null,
  c4: null,
  c5: null,
  c6: null,
  c7: ['early', 'on_time', 'waiting', 'late'],
  c8: ['early'],
  c9: ['on_time', 'waiting'],
  c10: ['late'],
  c11: ['open_on_time', 'open_late'],
  c12: ['open_on_time'],
  c13: ['open_late'],
}
