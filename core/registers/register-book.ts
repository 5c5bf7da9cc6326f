import { z } from 'zod'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { RegisterKind } from './register-kind.ts'

/** The highest number given in each year: `{"2026": 120}`. A year that is not there has none yet. */
export const Reached = z.record(z.string().regex(/^\d{4}$/), z.number().int().nonnegative())
export type Reached = z.infer<typeof Reached>

/** The higher number of each year. */
export function highestReached(one: Reached, other: Reached): Reached {
  const both = { ...one }
  for (const [year, number] of Object.entries(other)) both[year] = Math.max(both[year] ?? 0, number)
  return both
}

/** Who may enter numbers now. A profile that took a new slot (restored, cloned, moved) shows another slot and is no holder any more. */
export const BookHolder = z.object({
  device: DeviceId,
  deskName: z.string(),
  slot: z.number().int(),
  slotGeneration: z.number().int(),
  since: Instant,
  lastContact: Instant,
})
export type BookHolder = z.infer<typeof BookHolder>

/** One hand-over: who had the book from then on (`device` null = nobody), and how far the numbers had come. */
export const BookPassing = z.object({
  at: Instant,
  what: z.enum(['granted', 'handed_over', 'taken_over']),
  device: DeviceId.nullable(),
  deskName: z.string(),
  /** Who decided it; null where the desk's own software asked. */
  by: PersonId.nullable(),
  byName: z.string(),
  reason: z.string(),
  reached: Reached,
  /** Where an office's hub let it pass: the hub's own name for it, by which the centre knows it again. */
  hubPass: z.uuid().optional(),
})
export type BookPassing = z.infer<typeof BookPassing>

/** The right to a register book (sổ) as the centre keeps it: one holder at a time, like the paper book (NĐ 23/2015/NĐ-CP Đ13). */
export const RegisterBook = z.looseObject({
  kind: z.literal('register'),
  schemaVersion: z.number().int().min(1),
  agency: AgencySlug,
  register: RegisterKind,
  /** Counts the grants: a desk whose right is of an earlier one has lost the book. */
  generation: z.number().int().nonnegative(),
  /** Quyển số within `volumeYear`; the next year begins with 1. */
  volume: z.number().int().min(1),
  volumeYear: z.number().int(),
  reached: Reached,
  holder: BookHolder.nullable(),
  /** The desk that it was handed to and that has not taken it yet. */
  offeredTo: DeviceId.nullable(),
  /** Oldest first. */
  passings: z.array(BookPassing),
})
export type RegisterBook = z.infer<typeof RegisterBook>

/** A desk's right to go on numbering in a book without asking. Bound to the number slot that it held when it was granted. */
export const BookLease = z.object({
  register: RegisterKind,
  generation: z.number().int().min(1),
  slot: z.number().int(),
  slotGeneration: z.number().int(),
  volume: z.number().int().min(1),
  volumeYear: z.number().int(),
  reached: Reached,
})
export type BookLease = z.infer<typeof BookLease>

/** Quyển số as it is printed, e.g. `01/2026`. */
export function volumeText(book: { volume: number; volumeYear: number }, year: number): string {
  return `${String(book.volumeYear === year ? book.volume : 1).padStart(2, '0')}/${year}`
}
