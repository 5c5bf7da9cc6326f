import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { BookLease, Reached, RegisterBook } from '#core/registers/register-book.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'

/** One register book as this desk holds it; `handing` is set from the moment it decided to hand it over: it enters nothing any more. */
export const RightPaper = z.object({
  kind: z.literal('register'),
  register: RegisterKind,
  lease: BookLease.nullable(),
  reached: Reached,
  handing: z.object({ to: DeviceId.nullable() }).nullable(),
  /** True once the centre said that somebody else has it now, until a person has seen that. */
  lost: z.boolean(),
})
export type RightPaper = z.infer<typeof RightPaper>

/** `GET /api/registers`. */
export const RegistersAnswer = z.object({
  books: z.array(RegisterBook),
  desks: z.array(z.object({ device: DeviceId, deskName: z.string() })),
})
export type RegistersAnswer = z.infer<typeof RegistersAnswer>

/** What the centre last said of all books of the agency. */
export const RegistersPaper = RegistersAnswer.extend({ kind: z.literal('registers'), at: Instant })
export type RegistersPaper = z.infer<typeof RegistersPaper>
