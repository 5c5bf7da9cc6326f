import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import { Agency } from '#core/agency/agency.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf, routingDatabase } from '#sync-server/provision/database-names.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { provisionAgency, provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { createRouter } from '#sync-server/routing/router.ts'
import { makeDossier, makeEvent, makePage } from '#test/integration/centre/centre-records.ts'

export type Documents = Record<string, unknown>

const mostTries = 10

/** A CouchDB with some agencies in it, and the router over it: embedded, or the real one of COUCHDB_URL with names of this run's own. */
export async function startRoutingGround(names: string[]) {
  const central = process.env['COUCHDB_URL'] === undefined ? await startEmbedded() : openReal(process.env['COUCHDB_URL'])
  const couch = openCouchAdmin(central.access)
  const suffix = randomBytes(4).toString('hex')
  const slugs = new Map(names.map((name) => [name, AgencySlug.parse(`r${suffix}-${name}`)]))
  const slugOf = (name: string): AgencySlug => slugs.get(name) ?? AgencySlug.parse(`r${suffix}-${name}`)
  await provisionCentre(couch)
  await Promise.all([...slugs.values()].map((slug) => provisionAgency(couch, slug, [])))
  const router = createRouter(couch, { central: central.access, log: makeLog('silent') })
  return {
    couch,
    access: central.access,
    slugOf,
    router,
    /** Puts an agency into the catalogue. */
    async describeAgency(name: string) {
      const slug = slugOf(name)
      await couch.use<Documents>('catalog').insert({ _id: `agency:${slug}`, ...makeAgency(slug) })
    },
    ...createRecords(couch, slugOf),
    async close() {
      const all = await couch.db.list()
      const own = all.filter((name) => name.includes(suffix) || name === routingDatabase || name === centreDatabase || name === 'catalog')
      for (const name of own) await couch.db.destroy(name)
      await central.close()
    },
  }
}

export type RoutingGround = Awaited<ReturnType<typeof startRoutingGround>>

function createRecords(couch: ServerScope, slugOf: (name: string) => AgencySlug) {
  const database = (name: string, kind: 'dossiers' | 'journal' | 'pages') => couch.use<Documents>(databasesOf(slugOf(name))[kind])
  const agenciesOf = (receiving: string, competent: string, sentTo: string[] = []) => ({
    agencies: { assisting: null, receiving: slugOf(receiving), competent: slugOf(competent) },
    ...(sentTo.length === 0 ? {} : { sendings: sentTo.map((to) => sendingTo(slugOf(to))) }),
  })
  return {
    database,
    agenciesOf,
    /** A new dossier as the receiving agency's desk would write it. */
    async receive(receiving: string, competent = receiving, change: Documents = {}) {
      const dossier = makeDossier({ ...agenciesOf(receiving, competent), ...change })
      await database(receiving, 'dossiers').insert(dossier)
      return dossier._id
    },
    async act(name: string, dossierId: string) {
      const event = makeEvent({ dossierId, agency: slugOf(name) })
      await database(name, 'journal').insert(event)
      return event._id
    },
    async scan(name: string, bytes: Uint8Array) {
      const page = makePage(bytes)
      await database(name, 'pages').insert(page)
      return page._id
    },
    /** Changes a dossier as a desk of that agency would: a copy of a cluster may answer with a revision that is no longer the last. */
    async edit(name: string, id: string, change: Documents) {
      for (let tries = 1; ; tries++) {
        const stored = await database(name, 'dossiers').get(id)
        try {
          await database(name, 'dossiers').insert({ ...stored, ...change })
          return
        } catch (cause) {
          if ((cause as { statusCode?: number }).statusCode !== 409 || tries === mostTries) throw cause
          await wait(200)
        }
      }
    },
    async find(name: string, kind: 'dossiers' | 'journal' | 'pages', id: string): Promise<Documents | undefined> {
      return database(name, kind)
        .get(id, { revs: true, conflicts: true })
        .then(
          (found) => ({ ...found }),
          (error: { statusCode?: number }) => {
            if (error.statusCode === 404) return undefined
            throw error
          },
        )
    },
    /** Ids of the live documents of a database. */
    async list(name: string, kind: 'dossiers' | 'journal' | 'pages') {
      return (await database(name, kind).list()).rows.flatMap(({ id }) => (id.startsWith('_design/') ? [] : [id]))
    },
  }
}

export function sendingTo(to: AgencySlug, ended = false) {
  const act = { at: '2026-11-20T09:00:00+07:00', by: 'person:an.nt', byName: 'An' }
  return { id: `to-${to}`, to, sent: act, note: '', ended: ended ? act : null }
}

export function placementOf(pageId: string) {
  return { id: `p-${pageId.slice(5, 15)}`, page: pageId.slice('page:'.length) }
}

function makeAgency(slug: AgencySlug): Agency {
  return Agency.parse({
    kind: 'agency',
    schemaVersion: 1,
    id: `agency:${slug}`,
    slug,
    code: 'H53.27712',
    codeVerified: false,
    name: 'Cơ quan thử',
    shortName: 'Thử',
    officeName: null,
    level: 'regional',
    parent: null,
    unitCode: null,
    serves: [],
    address: '',
    phone: '',
    lookupSite: '',
    calendar: 'h53',
    validFrom: '2025-07-01',
    validTo: null,
    mergedInto: null,
    pilot: false,
  })
}

type Central = { access: CentralAccess; close(): Promise<void> }

async function startEmbedded(): Promise<Central> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mc-routing-'))
  const admin = { name: 'boss', password: randomBytes(12).toString('hex') }
  const store = await serveEmbedded({ dataDir, admin, known: knownRules(), passwordIterations: 1000 })
  return {
    access: { url: store.origin, admin },
    async close() {
      await store.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function openReal(address: string): Central {
  const url = new URL(address)
  const admin = { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  return { access: { url: url.origin, admin }, close: async () => undefined }
}
