import { z } from 'zod'
import { JournalEvent } from '#core/journal/event.ts'

/** An event of a newer desk, which may know more kinds of them: its author and its place are checked all the same. */
export const NewerEvent = JournalEvent.extend({
  type: z.string().min(1),
  role: z.string().min(1),
  stage: z.unknown(),
  from: z.unknown(),
  to: z.unknown(),
})

/** As much of an event as signature and chain need. */
export type SignedEvent = Pick<z.infer<typeof NewerEvent>, 'id' | 'agency' | 'author' | 'device' | 'chain' | 'keyId' | 'signature'> &
  Record<string, unknown>
