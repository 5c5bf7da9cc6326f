import { randomBytes, webcrypto } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerScope } from 'nano'
import { canonicalJson } from '#core/journal/event.ts'
import { Person } from '#core/person/person.ts'
import type { Oversight } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { type CentralAccess, type Documents, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { provisionAgency, provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { hashOfEvent } from '#sync-server/reconciliation/centre-journal.ts'
import { readOversight } from '#sync-server/reconciliation/read-oversight.ts'
import { createReconciliation } from '#sync-server/reconciliation/reconciliation.ts'
import { makeEvent, nextUlid } from './centre-records.ts'

const address = process.env['COUCHDB_URL']
export const grounds = [
  { name: 'the embedded store', central: undefined },
  ...(address === undefined ? [] : [{ name: 'a real CouchDB', central: address }]),
]

/** An agency of a test's own, with databases, one official and a desk that signs. */
export type TestAgency = {
  slug: AgencySlug
  dossiers: Documents
  journal: Documents
  pages: Documents
  person: string
  device: string
  /** The desk's next event, signed and linked to the one before it. */
  nextEvent(change?: Record<string, unknown>): Promise<Record<string, unknown> & { _id: string }>
  publishKey(): Promise<void>
}

export type ReconciliationGround = {
  couch: ServerScope
  central: CentralAccess
  setNow(epochMs: number): void
  /** Runs the followers until nothing is new, over one agency or all; with another `couch` to see them fail. */
  settle(agency?: TestAgency, couch?: ServerScope): Promise<boolean>
  makeAgency(options?: { publish?: boolean }): Promise<TestAgency>
  oversight(agency: AgencySlug): Promise<Oversight>
  close(): Promise<void>
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

export async function startReconciliationGround(address: string | undefined): Promise<ReconciliationGround> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-reconciliation-'))
  const admin = { name: 'centre', password: randomBytes(24).toString('base64url') }
  const embedded =
    address === undefined ? await serveEmbedded({ dataDir: folder, admin, known: knownRules(), passwordIterations: 1000 }) : undefined
  const central = embedded === undefined ? realCentral(address ?? '') : { url: embedded.origin, admin }
  const couch = openCouchAdmin(central)
  await provisionCentre(couch)
  const only: AgencySlug[] = []
  let now = Date.parse('2026-11-20T10:00:00+07:00')
  return {
    couch,
    central,
    setNow: (epochMs) => {
      now = epochMs
    },
    async settle(agency, other = couch) {
      const options = { central, log: makeLog(process.env['LOG_LEVEL'] ?? 'silent'), now: () => now }
      const worker = createReconciliation(other, { ...options, only: agency === undefined ? only : [agency.slug] })
      let whole = true
      for (let round = 0; round < 3; round++) whole = (await worker.once(new AbortController().signal)) && whole
      return whole
    },
    async makeAgency({ publish = true } = {}) {
      const agency = await makeAgency(couch)
      only.push(agency.slug)
      if (publish) await agency.publishKey()
      return agency
    },
    oversight: (agency) => readOversight(couch, agency, toInstant(now)),
    async close() {
      for (const slug of only) for (const name of Object.values(databasesOf(slug))) if (name !== 'catalog') await couch.db.destroy(name)
      await embedded?.close()
      rmSync(folder, { recursive: true })
    },
  }
}

async function makeAgency(couch: ServerScope): Promise<TestAgency> {
  const suffix = randomBytes(5).toString('hex')
  const slug = AgencySlug.parse(`t-${suffix}`)
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const jwk = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  const device = `device:${nextUlid().toLowerCase()}`
  const keyId = `key:${suffix}`
  const person = Person.parse({
    kind: 'person',
    schemaVersion: 1,
    id: `person:t${suffix}`,
    login: `t${suffix}`,
    name: 'Nguyễn Thị An',
    title: '',
    phone: '',
    agency: slug,
    roles: [{ role: 'one_stop_official', since: '2025-07-01', until: null }],
    keys: [],
  })
  const names = databasesOf(slug)
  await provisionAgency(couch, slug, [person])
  let head = { seq: 0, prevHash: '' }
  return {
    slug,
    dossiers: couch.use(names.dossiers),
    journal: couch.use(names.journal),
    pages: couch.use(names.pages),
    person: person.id,
    device,
    async publishKey() {
      const key = { keyId, device, since: '2026-11-01T08:00:00+07:00', jwk: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y } }
      await couch.use<Record<string, unknown>>('catalog').insert({ ...person, _id: person.id, keys: [key] })
    },
    async nextEvent(change = {}) {
      const chain = { seq: head.seq + 1, prevHash: head.prevHash }
      const { _id, signature: _unsigned, ...made } = makeEvent({ agency: slug, author: person.id, device, keyId, chain, ...change })
      const bytes = new TextEncoder().encode(canonicalJson(made))
      const signature = Buffer.from(await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes))
      const event = { ...made, signature: signature.toString('base64') }
      head = { seq: chain.seq, prevHash: hashOfEvent(event) }
      return { _id, ...event }
    },
  }
}

function realCentral(address: string): CentralAccess {
  const url = new URL(address)
  return { url: url.origin, admin: { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } }
}

/** Raised by a couch that dies: looks like a lost line to whoever works with it. */
export class Died extends Error {
  readonly code = 'EDIED'
}

const writing = new Set(['insert', 'bulk', 'destroy'])

/** CouchDB as a server sees it that is killed at its `at`-th write, `before` it reaches the database or just `after`. */
export function makeDyingCouch(couch: ServerScope, at: number, when: 'before' | 'after'): { couch: ServerScope; died(): boolean } {
  let writes = 0
  let dead = false
  const die = (): never => {
    dead = true
    throw new Died('killed')
  }
  const guard = (database: object): object =>
    new Proxy(database, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function' || typeof name !== 'string') return member
        return async (...args: unknown[]): Promise<unknown> => {
          if (dead) die()
          if (!writing.has(name)) return Reflect.apply(member, target, args)
          writes += 1
          if (writes === at && when === 'before') die()
          const mine = writes
          const answer: unknown = await Promise.resolve(Reflect.apply(member, target, args)).catch((error: unknown) =>
            mine === at ? die() : Promise.reject(error),
          )
          if (mine === at) die()
          return answer
        }
      },
    })
  const dying = new Proxy(couch, {
    get(target, name) {
      if (name !== 'use') return Reflect.get(target, name)
      return (database: string) => guard(target.use(database))
    },
  })
  return { couch: dying, died: () => dead }
}
