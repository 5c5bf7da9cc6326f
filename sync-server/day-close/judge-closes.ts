import { webcrypto } from 'node:crypto'
import { z } from 'zod'
import { type CloseFault, findCloseFaults, signedText } from '#core/day-close/close-chain.ts'
import { DayClose } from '#core/day-close/day-close.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { type AgencySlug, type DeviceId, makeUlid } from '#core/record/ids.ts'
import { epochMsOf, Instant } from '#core/record/instant.ts'
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

/** An event's id tells when it was made; a day is closed at the latest some days after. */
const marginMs = 45 * 24 * 3_600_000

/** A close with what the centre found wrong with it; `signature`: not made by the device's key. */
export type JudgedClose = { close: DayClose; faults: (CloseFault | 'signature')[] }

/**
 * The closes of an agency made since a moment, each checked against its signature, its chain and the journal. Only as much of the journal is
 * read as they can tell of; an event from a clock that was far off is not among it, and the close then counts as not checked (`journal`).
 */
export async function judgeCloses(context: CentreContext, agency: AgencySlug, sinceMs: number): Promise<JudgedClose[]> {
  const closes = (await listCloses(context, agency)).sort((a, b) => a.chain.seq - b.chain.seq)
  const events = await listEvents(context, agency, sinceMs - marginMs)
  const judged: JudgedClose[] = []
  for (const device of new Set(closes.map((one) => one.device))) {
    const keys = await keysOf(context, device)
    const own = closes.filter((one) => one.device === device)
    const ofDevice = events.filter((one) => one.device === device)
    // Only what the device really signed is a link of its chain: a forged close must not make the true ones look broken.
    const signed = new Set<DayClose>()
    for (const close of own) if (await isSigned(close, keys)) signed.add(close)
    for (const close of own) {
      if (epochMsOf(close.at) < sinceMs) continue
      const before = own.find((one) => signed.has(one) && one.chain.seq === close.chain.seq - 1) ?? null
      const faults: JudgedClose['faults'] = findCloseFaults(close, before, ofDevice)
      judged.push({ close, faults: signed.has(close) ? faults : ['signature', ...faults] })
    }
  }
  return judged
}

async function listCloses(context: CentreContext, agency: AgencySlug): Promise<DayClose[]> {
  const documents = await readRange(context, agency, 'close:')
  return documents.flatMap((one) => {
    const close = DayClose.safeParse(one)
    return close.success ? [close.data] : []
  })
}

async function listEvents(context: CentreContext, agency: AgencySlug, fromMs: number): Promise<JournalEvent[]> {
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

async function keysOf(context: CentreContext, device: DeviceId): Promise<DeviceKey[]> {
  return DeviceKeys.parse((await findDevice(context, device))?.['signingKeys'])
}

async function isSigned(close: DayClose, keys: DeviceKey[]): Promise<boolean> {
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
