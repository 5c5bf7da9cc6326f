import type { Dossier } from '#core/dossier/dossier.ts'
import { canonicalJson, type EventFacts, eventSchemaVersion, JournalEvent } from '#core/journal/event.ts'
import type { Role } from '#core/person/role.ts'
import type { EventId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { toHex } from '../sealing/base64.ts'
import { signRecord } from '../sealing/signing-key.ts'
import type { Entry } from '../session/sign-in.ts'

/** Where this device's chain of events stands. */
export type ChainHead = { seq: number; prevHash: string }

export type EventParts = { dossier: Dossier; facts: EventFacts; role: Role; eventId: EventId; at: Instant; entry: Entry; head: ChainHead }

/** Makes the journal event of a command: linked to the device's last one and signed by its author. */
export async function signEvent({ dossier, facts, role, eventId, at, entry, head }: EventParts): Promise<JournalEvent> {
  const unsigned = {
    kind: 'event',
    schemaVersion: eventSchemaVersion,
    id: eventId,
    dossierId: dossier.id,
    dossierCode: dossier.code,
    ...facts,
    at,
    author: entry.person.id,
    authorName: entry.person.name,
    role,
    agency: entry.device.agency,
    device: entry.device.device,
    deskName: entry.device.deskName,
    chain: { seq: head.seq + 1, prevHash: head.prevHash },
    keyId: entry.keyId,
  }
  return JournalEvent.parse({ ...unsigned, signature: await signRecord(entry.signingKey, unsigned) })
}

/** The head after an event: its number, and the hash of its canonical JSON. */
export async function headAfter(event: JournalEvent): Promise<ChainHead> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(event)))
  return { seq: event.chain.seq, prevHash: toHex(new Uint8Array(hash)) }
}

/** Index text under which events of one device sort by their number. */
export function chainOrder(event: Pick<JournalEvent, 'device' | 'chain'>): string {
  return `${event.device}/${String(event.chain.seq).padStart(12, '0')}`
}
