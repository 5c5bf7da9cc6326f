import type { Instant } from '#core/record/instant.ts'

/** What was put right on the way into the warehouse, so that it can be counted. */
export type Flag = 'date_out_of_range' | 'amount_out_of_range' | 'nul_removed' | 'broken_text' | 'number_rounded' | 'newer_schema'

/** A document from which no row can be made. */
export class FactsRefused extends Error {
  readonly code: 'received-date'

  constructor(code: FactsRefused['code']) {
    super(code)
    this.name = 'FactsRefused'
    this.code = code
  }
}

/** Largest sum that one dossier can mean, in đồng. */
const mostVnd = 1_000_000_000_000

/** The instant, or null with a flag where its year is outside 1990–2100. */
export function plausibleDate(at: Instant | null, flags: Set<Flag>): Instant | null {
  if (at === null) return null
  const year = Number(at.slice(0, 4))
  if (year >= 1990 && year <= 2100) return at
  flags.add('date_out_of_range')
  return null
}

/** The sum in đồng, or null with a flag where no fee is that large. */
export function plausibleAmount(amountVnd: number, flags: Set<Flag>): number | null {
  if (Math.abs(amountVnd) <= mostVnd) return amountVnd
  flags.add('amount_out_of_range')
  return null
}
