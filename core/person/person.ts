import { z } from 'zod'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { Role } from './role.ts'

/** The public part of an official's record: what every desk may know, nothing secret. */
export const Person = z.looseObject({
  kind: z.literal('person'),
  schemaVersion: z.number().int().min(1),
  id: PersonId,
  login: z.string().regex(/^[a-z][a-z0-9.-]{1,40}$/),
  name: z.string().min(1),
  title: z.string(),
  phone: z.string(),
  agency: AgencySlug,
  /** Terms of office. `agency` is where, for a term at another agency than the official's own of today; absent = there. */
  roles: z.array(z.object({ role: Role, since: Day, until: Day.nullable(), agency: AgencySlug.optional() })),
  /** Public signing keys, one per desk the official has signed in on. JWK, ECDSA P-256. */
  keys: z.array(z.object({ keyId: z.string().min(1), device: DeviceId, since: Instant, jwk: z.record(z.string(), z.json()) })),
})
export type Person = z.infer<typeof Person>
