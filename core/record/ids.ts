import { z } from 'zod'

/** Lower-case, URL-safe name of an agency's databases, e.g. `h53-27712`. Never renamed, not even by a merger. */
export const AgencySlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}$/)
  .brand<'AgencySlug'>()
export type AgencySlug = z.infer<typeof AgencySlug>

/** `dossier:<ULID>`; given at the desk, never shown to people (they see the dossier code). */
export const DossierId = z
  .string()
  .regex(/^dossier:[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'DossierId'>()
export type DossierId = z.infer<typeof DossierId>

/** `event:<ULID>`; one journal event. */
export const EventId = z
  .string()
  .regex(/^event:[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'EventId'>()
export type EventId = z.infer<typeof EventId>

/** `case:<ULID>`; a reconciliation case. One found by the centre takes its ULID from the losing revision, so it is never opened twice. */
export const CaseId = z
  .string()
  .regex(/^case:[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>

/** `draft:<ULID>`; an intake that has not been saved as a dossier. Lives on one desk only. */
export const DraftId = z
  .string()
  .regex(/^draft:[0-9A-HJKMNP-TV-Z]{26}$/)
  .brand<'DraftId'>()
export type DraftId = z.infer<typeof DraftId>

/** `person:<login>`; an official, not a citizen. */
export const PersonId = z
  .string()
  .regex(/^person:[a-z][a-z0-9.-]{1,40}$/)
  .brand<'PersonId'>()
export type PersonId = z.infer<typeof PersonId>

/** `device:<ULID, lower case>`; one enrolled desk PC or browser profile. */
export const DeviceId = z
  .string()
  .regex(/^device:[0-9a-hjkmnp-tv-z]{26}$/)
  .brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

/** SHA-256 of a page's bytes, lower-case hex. The page's identity everywhere. */
export const PageHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'PageHash'>()
export type PageHash = z.infer<typeof PageHash>

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * A ULID: 48 bits of time, 80 bits of chance, so ids sort by the time they were made.
 * @param epochMs time in milliseconds since 1970
 * @param random ten bytes of chance
 */
export function makeUlid(epochMs: number, random: Uint8Array): string {
  let time = ''
  let rest = epochMs
  for (let i = 0; i < 10; i++) {
    time = alphabet.charAt(rest % 32) + time
    rest = Math.floor(rest / 32)
  }
  let bits = 0n
  for (const byte of random.slice(0, 10)) bits = (bits << 8n) | BigInt(byte)
  let chance = ''
  for (let i = 0; i < 16; i++) {
    chance = alphabet.charAt(Number(bits & 31n)) + chance
    bits >>= 5n
  }
  return time + chance
}
