import type { Agency } from '#core/agency/agency.ts'
import type { GroupBy, IndicatorQuestion } from '#core/indicators/indicator-question.ts'
import { boundsOf, type PeriodBounds } from '#core/indicators/period.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { SqlValue } from '#sync-server/warehouse/sql/sql-database.ts'

/** What a report reads: whose dossiers, which moments, and the conditions on `star.dossier` and `star.span` alike. */
export type Narrowed = {
  bounds: PeriodBounds
  /** $1 the agencies, $2 the beginning, $3 the end, then what it is narrowed to. */
  params: SqlValue[]
  where: string
}

/** What stands in both tables; a level is found by the deciding agencies that are of it. */
const columnOf: Record<GroupBy, string> = {
  sector: 'sector',
  agency: 'receiving',
  channel: 'channel::text',
  procedure: 'procedure_code',
  level: 'competent',
}

export const groupColumn = (by: GroupBy): string => columnOf[by]

export function narrow(question: IndicatorQuestion, scope: readonly AgencySlug[], world: { agencies: Agency[]; now: Instant }): Narrowed {
  const bounds = boundsOf(question, world.now)
  const params: SqlValue[] = [scope, bounds.from, bounds.until]
  const conditions = ['receiving = any($1)']
  const add = (condition: string, value: SqlValue) => conditions.push(`${condition}$${params.push(value)}`)
  if (question.sector !== undefined) add('sector = ', question.sector)
  if (question.channel !== undefined) add('channel = ', Number(question.channel))
  if (question.procedure !== undefined) add('procedure_code = ', question.procedure)
  if (question.level !== undefined) {
    const level = world.agencies.filter((one) => one.level === question.level).map(({ slug }) => slug)
    conditions.push(`competent = any($${params.push(level)})`)
  }
  return { bounds, params, where: conditions.join(' and ') }
}

/** Shorter than so many days; `reach` of a span tells which (`star.span`), and 99 that it has no end. */
const reaches = Array.from({ length: 17 }, (_, reach) => ({ reach, days: 2 ** reach }))

/** Spans of dossiers that were in hand at a moment, found by where they can have begun. */
export function heldAt(moment: string): string {
  const began = reaches.map(
    ({ reach, days }) => `(reach = ${reach} and start_at < ${moment} and start_at > ${moment}::timestamptz - interval '${days} days')`,
  )
  return `(${began.join(' or ')} or (reach >= ${reaches.length} and start_at < ${moment})) and end_at >= ${moment}`
}

/** Dossiers that reports count at all (`isCounted` in `core/indicators/spans-of.ts`). */
export const counted = 'not voided and not deleted and status <> 1'
/** Its receipt reached the centre more than a day after it was given. */
export const receiptLate = "arrived_at - received_at > interval '1 day'"
/** Its end did. */
export const endLate = "finish_arrived_at - finished_at > interval '1 day'"
