import { webcrypto } from 'node:crypto'
import { z } from 'zod'
import { signedText } from '#core/day-close/close-chain.ts'
import { DayClose } from '#core/day-close/day-close.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { type AgencySlug, type DeviceId, makeUlid } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { findDevice } from '#sync-server/api/device-record.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'

/** A device's signing key: its public half, on the device's record. */
export const DeviceKey = z.object({
  keyId: z.string().min(1).max(100),
  since: Instant,
  jwk: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string().min(40).max(50), y: z.string().min(40).max(50) }),
})
export type DeviceKey = z.infer<typeof DeviceKey>
export const DeviceKeys = z.array(DeviceKey).catch([])

/** Every close of an agency's desks, signed or not. */
export async function listCloses(context: CentreContext, agency: AgencySlug): Promise<DayClose[]> {
  const documents = await readRange(context, agency, 'close:')
  return documents.flatMap((one) => {
    const close = DayClose.safeParse(one)
    return close.success ? [close.data] : []
  })
}

/** What an agency's journal holds since a moment (epoch ms), by the clock of the desk that wrote it. */
export async function listEvents(context: CentreContext, agency: AgencySlug, fromMs: number): Promise<JournalEvent[]> {
  const first = makeUlid(Math.max(0, fromMs), new Uint8Array(10))
  const documents = await readRange(context, agency, 'event:', first)
  return documents.flatMap((one) => {
    const event = JournalEvent.safeParse(one)
    return event.success ? [event.data] : []
  })
}

/** Documents as they were signed: without CouchDB's own members. */
async function readRange(context: CentreContext, agency: AgencySlug, prefix: string, first = ''): Promise<Record<string, unknown>[]> {
  const journal = context.couch.use<Record<string, unknown>>(databasesOf(agency).journal)
  const { rows } = await journal.list({ start_key: prefix + first, end_key: `${prefix}\uffff`, include_docs: true })
  return rows.flatMap(({ doc }) => {
    if (doc === undefined) return []
    const { _id, _rev, ...body } = doc
    return [body]
  })
}

export async function keysOf(context: CentreContext, device: DeviceId): Promise<DeviceKey[]> {
  return DeviceKeys.parse((await findDevice(context, device))?.['signingKeys'])
}

/** Whether the device's own key made it. */
export async function isSigned(close: DayClose, keys: DeviceKey[]): Promise<boolean> {
  const key = keys.find(({ keyId }) => keyId === close.keyId)
  if (key === undefined) return false
  const text = new TextEncoder().encode(signedText(close))
  try {
    const imported = await webcrypto.subtle.importKey('jwk', key.jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
    return await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, Buffer.from(close.signature, 'base64'), text)
  } catch {
    return false
  }
}
