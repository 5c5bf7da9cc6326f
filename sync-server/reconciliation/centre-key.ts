import { createHash, webcrypto } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { machines } from '#core/person/machine.ts'
import type { Person } from '#core/person/person.ts'
import { AgencySlug, DeviceId, makeUlid } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { changeDocument, putIfNew } from './case-store.ts'

/** The centre as an author: it merges and opens cases, and nobody signs in as it. */
export const centrePerson = machines.centre
export const centreName = 'Máy chủ tỉnh'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const Jwk = z.record(z.string(), z.json())
const KeyRecord = z.object({ device: DeviceId, keyId: z.string(), since: z.string(), publicJwk: Jwk, privateJwk: Jwk })
const keyDocument = 'centre-key'

/** The centre's signing key, with the device id under which its events form a chain of their own. */
export type CentreKey = { device: DeviceId; keyId: string; sign(text: string): Promise<string> }

/**
 * The one key of this centre, made when it is first needed. It lies in `centre`, which no desk can read, so that several servers on
 * one CouchDB sign as one author; its public half goes to the catalogue, where every desk finds it.
 */
export async function openCentreKey(couch: ServerScope, now: number): Promise<CentreKey> {
  const centre = couch.use<Record<string, unknown>>(centreDatabase)
  if ((await findDocument(centre, keyDocument)) === undefined) await putIfNew(centre, keyDocument, await makeKey(now))
  const record = KeyRecord.parse(await centre.get(keyDocument))
  await publish(couch, record)
  const key = await webcrypto.subtle.importKey('jwk', record.privateJwk, algorithm, false, ['sign'])
  return {
    device: record.device,
    keyId: record.keyId,
    async sign(text) {
      const bytes = new TextEncoder().encode(text)
      return Buffer.from(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes)).toString('base64')
    },
  }
}

async function makeKey(now: number): Promise<Record<string, unknown>> {
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  const privateJwk = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  const device = `device:${makeUlid(now, webcrypto.getRandomValues(new Uint8Array(10))).toLowerCase()}`
  const keyId = `key:may-chu:${digestOf(`${x}${y}`).toString('hex').slice(0, 16)}`
  return { kind: 'centre-key', schemaVersion: 1, device, keyId, since: toInstant(now), publicJwk: { kty, crv, x, y }, privateJwk }
}

/** `person:may-chu` holds no role: it may be verified, and nothing in its name passes the rules at a desk. */
async function publish(couch: ServerScope, { device, keyId, since, publicJwk }: z.infer<typeof KeyRecord>): Promise<void> {
  const agency = await findProvince(couch)
  await changeDocument(couch.use('catalog'), centrePerson, (stored) => {
    const known = z
      .array(z.looseObject({ keyId: z.string() }))
      .catch([])
      .parse(stored?.['keys'])
    if (known.some((key) => key.keyId === keyId)) return undefined
    const key = { keyId, device, since, jwk: publicJwk }
    const fresh = {
      kind: 'person',
      schemaVersion: 1,
      id: centrePerson,
      login: 'may-chu',
      name: centreName,
      title: 'Hệ thống',
      phone: '',
      agency,
      roles: [],
      keys: [],
    } satisfies Record<keyof Person, unknown>
    return { ...(stored ?? fresh), keys: [...known, key] }
  })
}

const AgencyRows = z.object({
  rows: z.array(z.object({ doc: z.looseObject({ slug: AgencySlug, parent: AgencySlug.nullable(), validTo: z.unknown() }) })),
})

/** The agency at the top of the catalogue. */
async function findProvince(couch: ServerScope): Promise<AgencySlug> {
  const rows = await couch.use('catalog').list({ start_key: 'agency:', end_key: 'agency;', include_docs: true })
  const agencies = AgencyRows.parse(rows).rows.map(({ doc }) => doc)
  const top = agencies.find(({ parent, validTo }) => parent === null && validTo === null) ?? agencies[0]
  return top?.slug ?? AgencySlug.parse('centre')
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A ULID that follows from what it is for: the same question has the same id, whoever asks it again. */
export function ulidFor(at: Instant, question: string): string {
  return makeUlid(Date.parse(at), digestOf(question).subarray(0, 10))
}
