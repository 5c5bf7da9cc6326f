import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

const Count = z.number().int().nonnegative()

/** One unit on the wall, as things stand now. `quietest` is when its desk that was silent longest was last heard of. */
export const WallUnit = z.object({
  agency: AgencySlug,
  name: z.string(),
  receivedToday: Count,
  finishedToday: Count,
  inHand: Count,
  late: Count,
  dueToday: Count,
  paused: Count,
  openCases: Count,
  refused: Count,
  unsent: Count,
  desks: Count,
  silentDesks: Count,
  quietest: Instant.nullable(),
})
export type WallUnit = z.infer<typeof WallUnit>

/** One desk of the wall's units. */
export const WallDesk = z.object({
  agency: AgencySlug,
  deskName: z.string(),
  lastContact: Instant,
  unsent: Count,
  refused: Count,
  silent: z.boolean(),
})
export type WallDesk = z.infer<typeof WallDesk>

/** `GET /indicators/wall` and what an operations centre reads: no personal data. Sizes in bytes, null where they are not known. */
export const Wall = z.object({
  asOf: Instant,
  dataUntil: Instant.nullable(),
  units: z.array(WallUnit),
  desks: z.array(WallDesk),
  unreadable: Count,
  storage: z.object({ pages: Count, pageBytes: z.number().nullable(), warehouseBytes: z.number().nullable() }),
})
export type Wall = z.infer<typeof Wall>

/** The figures of a wall that are summed up. */
export const wallFigures = [
  'receivedToday',
  'finishedToday',
  'inHand',
  'late',
  'dueToday',
  'paused',
  'openCases',
  'refused',
  'unsent',
  'desks',
  'silentDesks',
] as const
export type WallFigure = (typeof wallFigures)[number]

/** One figure over all units. */
export function sumOfWall(units: readonly WallUnit[], figure: WallFigure): number {
  return units.reduce((sum, unit) => sum + unit[figure], 0)
}
