import { z } from 'zod'
import { Person } from '#core/person/person.ts'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { Databases } from '../store/desk-papers.ts'

/** `POST /api/session`. */
export const SessionAnswer = z.object({
  person: Person,
  agency: AgencySlug,
  serverTime: Instant,
  offlineValidDays: z.number().int().positive(),
  /** At an office's hub: whether the official is signed in at the province too. */
  province: z.enum(['signed_in', 'unreachable', 'refused']).optional(),
})
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** `POST /api/devices`, `GET /api/device`. */
export const DeviceAnswer = z.object({
  device: DeviceId,
  deskName: z.string(),
  agency: AgencySlug,
  agencyName: z.string(),
  databases: Databases,
})
export type DeviceAnswer = z.infer<typeof DeviceAnswer>

/** `POST /api/slots`. */
export const SlotAnswer = z.object({
  slot: z.number().int().min(1).max(999),
  generation: z.number().int(),
  agencyCode: z.string().min(1),
  grantedAt: Instant,
  lapsesAt: Instant,
  warnsAt: Instant.optional(),
  /** The centre's clock when it answered. */
  serverTime: Instant.optional(),
})
export type SlotAnswer = z.infer<typeof SlotAnswer>

/** An answer whose body says nothing we need. */
export const AnyAnswer = z.unknown()
