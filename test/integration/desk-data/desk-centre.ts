import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerScope } from 'nano'
import { buildApi, makeLog } from '#sync-server/api/serve-api.ts'
import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { startRouter } from '#sync-server/routing/router.ts'
import { seedDemo } from '#sync-server/seed-demo.ts'
import { buildDeskPage } from './build-page.ts'

/** A centre that serves the test page, and its CouchDB as its administrator sees it. */
export type DeskCentre = { origin: string; couch: ServerScope; close(): Promise<void> }

/** The embedded store, or the real CouchDB that COUCHDB_URL names (with its administrator in it). Serves the test page, or the desk given. */
export async function startDeskCentre(builtDesk?: string): Promise<DeskCentre> {
  const folder = await mkdtemp(join(tmpdir(), 'mot-cua-desk-centre-'))
  const store = process.env.COUCHDB_URL === undefined ? await startEmbedded(folder) : undefined
  const central = store?.central ?? realCentral(process.env.COUCHDB_URL ?? '')
  const couch = openCouchAdmin(central)
  await provisionCentre(couch)
  await seedDemo(couch, { dossiers: false, now: Date.now() })
  const webRoot = builtDesk ?? (await buildDeskPage())
  const app = await buildApi({ central, webRoot })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const router = startRouter({ central, log: makeLog('silent'), pollMs: 200 })
  return {
    origin,
    couch,
    async close() {
      await router.close()
      await app.close()
      await store?.embedded.close()
      for (const one of builtDesk === undefined ? [folder, webRoot] : [folder]) await rm(one, { recursive: true, force: true })
    },
  }
}

async function startEmbedded(dataDir: string) {
  const admin = { name: 'centre', password: randomBytes(24).toString('base64url') }
  const embedded = await serveEmbedded({ dataDir, admin, known: knownRules(), passwordIterations: 1000, cookieSeconds: 3600 })
  return { embedded, central: { url: embedded.origin, admin } }
}

function realCentral(address: string): CentralAccess {
  const url = new URL(address)
  return { url: url.origin, admin: { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } }
}

export const tanAn = { dossiers: 'agency-h53-27712-dossiers', journal: 'agency-h53-27712-journal', pages: 'agency-h53-27712-pages' }

/** Every document of a database but its design documents. */
export async function listDocuments(couch: ServerScope, database: string): Promise<Record<string, unknown>[]> {
  const { rows } = await couch.use<Record<string, unknown>>(database).list({ include_docs: true })
  return rows.flatMap(({ id, doc }) => (id.startsWith('_design/') || doc === undefined ? [] : [{ ...doc }]))
}
