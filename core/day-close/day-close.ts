import { z } from 'zod'
import { Payment } from '#core/dossier/dossier.ts'
import { Role } from '#core/person/role.ts'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'

export const dayCloseSchemaVersion = 1

/** `close:<ULID>`; one close of a day at one desk. */
export const DayCloseId = z
  .string()
  .regex(/^close:[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'DayCloseId'>()
export type DayCloseId = z.infer<typeof DayCloseId>

const count = z.number().int().nonnegative()

/** Dossier codes of one slot and day: from the first to the last of this close, and those in between that no dossier bears. */
export const NumberRun = z.object({ slot: count, day: Day, first: count, last: count, issued: count, missing: z.array(z.string()) })
export type NumberRun = z.infer<typeof NumberRun>

/** Numbers of one register book under one right to it. */
export const BookRun = z.object({
  register: RegisterKind,
  year: z.number().int(),
  volume: z.string(),
  generation: count,
  first: count,
  last: count,
  issued: count,
  missing: z.array(z.number().int()),
})
export type BookRun = z.infer<typeof BookRun>

/** Money of one official, way of paying and receipt series (quyển biên lai). Whole đồng. */
export const MoneyLine = z.object({
  by: PersonId,
  byName: z.string(),
  method: Payment.shape.method,
  /** `none` where no receipt was written down. */
  receiptKind: z.enum(['paper', 'electronic', 'none']),
  series: z.string(),
  receipts: z.array(z.string()),
  payments: count,
  collectedVnd: count,
  refunds: count,
  refundedVnd: count,
})
export type MoneyLine = z.infer<typeof MoneyLine>

/** What one desk did on one day. */
export const DayFigures = z.object({
  day: Day,
  received: count,
  refusedIntake: count,
  voided: z.array(z.object({ code: z.string(), reason: z.string(), byName: z.string() })),
  renumbered: z.array(z.object({ before: z.string(), after: z.string(), reason: z.string() })),
  money: z.array(MoneyLine),
  collectedVnd: count,
  refundedVnd: count,
})
export type DayFigures = z.infer<typeof DayFigures>

/** How far the numbers had come when a day was closed: where the next close begins to look for gaps. */
export const Standing = z.object({
  numbers: z.array(z.object({ slot: count, day: Day, last: count })),
  books: z.array(z.object({ register: RegisterKind, year: z.number().int(), generation: count, last: count })),
})
export type Standing = z.infer<typeof Standing>

/**
 * Chốt ngày: what one desk issued, voided, lacks and took in money, as of one moment. Made of the desk's own journal events from one place
 * of its chain to another, so nothing is counted twice or forgotten, whatever the clock did and whatever came from other desks. Frozen: signed
 * by the device's key and chained to the close before; what is done later for the same day stands in the next close as a difference.
 */
export const DayClose = z.looseObject({
  kind: z.literal('dayClose'),
  schemaVersion: z.number().int().min(1),
  id: DayCloseId,
  agency: AgencySlug,
  device: DeviceId,
  deskName: z.string(),
  day: Day,
  at: Instant,
  author: PersonId,
  authorName: z.string().min(1),
  role: Role,
  /** Journal events of this device after number `after`, up to and including `upTo`. */
  journal: z.object({ after: count, upTo: count }),
  figures: DayFigures,
  /** Every number that the covered events used up, whichever day they fall on. */
  numbers: z.array(NumberRun),
  books: z.array(BookRun),
  /** Differences: what was done after their close for days that were closed already. */
  late: z.array(DayFigures),
  /** Why a number is missing, each in the official's words. */
  explanations: z.array(z.object({ number: z.string().min(1), reason: z.string().min(1) })),
  standing: Standing,
  /** `seq` counts the closes of this device from 1; `prevHash` is the SHA-256 (hex) of the canonical JSON of the one before, '' for the first. */
  chain: z.object({ seq: z.number().int().positive(), prevHash: z.string() }),
  /** The device's signing key; its public half stands on the device's record at the centre. */
  keyId: z.string().min(1),
  /** ECDSA P-256, base64, over the canonical JSON without `signature`. */
  signature: z.string().min(1),
})
export type DayClose = z.infer<typeof DayClose>
