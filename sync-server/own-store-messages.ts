import { z } from 'zod'

/** What the thread of the embedded store is started with. */
export const StoreThreadData = z.object({
  dataDir: z.string(),
  admin: z.object({ name: z.string(), password: z.string() }),
  passwordIterations: z.number(),
  cookieSeconds: z.number(),
})
export type StoreThreadData = z.infer<typeof StoreThreadData>

/** First where it is reached, then that it has closed. */
export const StoreThreadAnswer = z.union([z.object({ origin: z.string() }), z.object({ closed: z.literal(true) })])
export type StoreThreadAnswer = z.infer<typeof StoreThreadAnswer>
