import { z } from 'zod'
import { DeviceId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { handOverBook, type Passed, type PassRefusal, takeBook } from './pass-book.ts'
import { Reached, type RegisterBook } from './register-book.ts'

const Act = { id: z.uuid(), at: Instant, device: DeviceId, login: z.string(), by: PersonId, byName: z.string() }

/**
 * One hand-over or taking of a register book that an office's hub let happen without the centre: only what the holder alone, or the desk that it
 * named alone, may decide (NĐ 23/2015/NĐ-CP Đ13: the book lies with whoever was handed it).
 */
export const HubPass = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('handed_over'),
    ...Act,
    to: DeviceId,
    generation: z.number().int().min(1),
    reached: Reached,
    volume: z.number().int().min(1),
    volumeYear: z.number().int(),
  }),
  z.object({ what: z.literal('taken'), ...Act, deskName: z.string(), slot: z.number().int(), slotGeneration: z.number().int() }),
])
export type HubPass = z.infer<typeof HubPass>

/** A book after the passes that it allowed; `refusal` where the first that it does not allow ended the row. */
export type Replayed = { book: RegisterBook; refusal: PassRefusal | null }

/** Lets passes of a hub happen, oldest first. Those that the book knows already change nothing, so a row may be told twice. */
export function replayPasses(book: RegisterBook, passes: HubPass[]): Replayed {
  const known = new Set(book.passings.map(({ hubPass }) => hubPass))
  const next = passes.findLastIndex(({ id }) => known.has(id)) + 1
  let stands = book
  for (const pass of passes.slice(next)) {
    const passed = letPass(stands, pass)
    if (!passed.ok) return { book: stands, refusal: passed.refusal }
    stands = passed.book
  }
  return { book: stands, refusal: null }
}

/** One pass: the holder hands over to a desk that it names, or the named desk takes. What lies free is the centre's to give. */
export function letPass(book: RegisterBook, pass: HubPass): Passed {
  if (pass.what === 'handed_over') return named(book, handOverBook(book, pass, pass.at), pass.id)
  const isOffered = book.holder === null && book.offeredTo === pass.device
  if (!isOffered && book.holder === null) return { ok: false, refusal: 'offered_elsewhere' }
  return named(book, takeBook(book, pass, pass.at), pass.id)
}

function named(before: RegisterBook, passed: Passed, id: string): Passed {
  if (!passed.ok || passed.book.passings.length === before.passings.length) return passed
  const passings = passed.book.passings.map((one, index) => (index === before.passings.length ? { ...one, hubPass: id } : one))
  return { ok: true, book: { ...passed.book, passings } }
}
