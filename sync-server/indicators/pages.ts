import { z } from 'zod'
import { ApiError } from '#sync-server/api/api-error.ts'

/** One page of rows that were asked for with one more than it holds, and what follows it. */
export function cutPage<T>(rows: readonly T[], limit: number, placeOf: (row: T) => readonly string[]): { page: T[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, next: rows.length > limit && last !== undefined ? placeOf(last).join(',') : null }
}

/**
 * The place in the order that an `after` names; undefined where the list begins.
 * @throws ApiError `bad_page` where it was not given out as a `next`
 */
export function readPlace<Place>(after: string | undefined, shape: z.ZodType<Place>): Place | undefined {
  if (after === undefined) return undefined
  const parsed = shape.safeParse(after.split(','))
  if (!parsed.success) throw new ApiError(400, 'bad_page', 'Không rõ phần tiếp theo của danh sách.')
  return parsed.data
}

/** A moment in such a place; one that is missing stands behind all others. */
export const PlaceInstant = z.union([z.iso.datetime({ offset: true }), z.literal('infinity')])
