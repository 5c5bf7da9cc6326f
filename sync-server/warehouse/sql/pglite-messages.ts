import { z } from 'zod'

/** What the page's side asks of the thread that holds PGlite. */
export type PgliteCall = { id: number; text: string; params: unknown[] | null }

/** What comes back: rows, or what PostgreSQL said. */
export const PgliteAnswer = z.object({
  id: z.number(),
  rows: z.array(z.record(z.string(), z.unknown())).optional(),
  failed: z.object({ message: z.string(), state: z.string() }).optional(),
})
export type PgliteAnswer = z.infer<typeof PgliteAnswer>
