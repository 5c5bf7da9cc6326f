import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'
import { Origin, Outcome } from './tally.ts'

/** By what a report's rows are made: lĩnh vực, đơn vị tiếp nhận, cách nộp, thủ tục, cấp giải quyết. */
export const GroupBy = z.enum(['sector', 'agency', 'channel', 'procedure', 'level'])
export type GroupBy = z.infer<typeof GroupBy>

/**
 * What a report is asked for: dossiers received by `agency` (with `below`: and by every agency under it) in the days `from`–`to`,
 * narrowed to one sector, channel, procedure or level of the deciding agency where given. As it stands in an address.
 */
export const IndicatorQuestion = z.object({
  agency: AgencySlug,
  below: z.stringbool().default(false),
  from: Day,
  to: Day,
  by: GroupBy.default('sector'),
  sector: z.string().max(200).optional(),
  channel: z.enum(['1', '2', '3']).optional(),
  procedure: z.string().max(40).optional(),
  level: z.string().max(20).optional(),
})
export type IndicatorQuestion = z.infer<typeof IndicatorQuestion>

const listOf = <T extends z.ZodType<string, string>>(member: T) =>
  z
    .string()
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(member))

/** Rows of one answer at most; what goes on is asked for with `after`. */
export const mostListed = 2000
const Limit = z.coerce.number().int().min(1).max(mostListed).default(200)
/** Where the answer before ended (its `next`): what is asked for comes behind it, whatever came in between. */
const After = z.string().min(1).max(200)

/** Which of a report's dossiers are listed: those with one of the origins or outcomes, all where neither is given. */
export const ListQuestion = IndicatorQuestion.extend({
  origins: listOf(Origin).optional(),
  outcomes: listOf(Outcome).optional(),
  /** Only those that a desk sent late. */
  lateSync: z.stringbool().optional(),
  after: After.optional(),
  limit: Limit,
})
export type ListQuestion = z.infer<typeof ListQuestion>

/** Which part of a long answer is asked for. */
export const PageQuestion = z.object({ after: After.optional(), limit: Limit })
export type PageQuestion = z.infer<typeof PageQuestion>
