import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { buildApi, makeLog } from './api/serve-api.ts'
import { type EmbeddedStore, serveEmbedded } from './embedded/serve-embedded.ts'
import { type CentralAccess, openCouchAdmin } from './provision/couch-admin.ts'
import { knownRules } from './provision/design-documents.ts'
import { provisionCentre } from './provision/provision-centre.ts'
import { seedDemo } from './seed-demo.ts'

export type CentreOptions = {
  /** Where the embedded store lives; needed unless `centralUrl` is given. */
  dataDir?: string
  /** A real CouchDB instead of the embedded store. */
  centralUrl?: string
  /** CouchDB's administrator; the embedded store makes its own where none is given. */
  admin?: { name: string; password: string }
  port: number
  host?: string
  /** Folder of the built web desk. */
  webRoot?: string
  /** Fill a fresh centre with the demo province. */
  seed: boolean
  /** False leaves the demo's 200 dossiers out. */
  seedDossiers?: boolean
  /** The centre's clock; tests only. */
  now?: () => number
  /** Let other PCs reach this centre: listens on every address. */
  hub?: boolean
  secureCookies?: boolean
  logLevel?: string
}

export type Centre = { origin: string; close(): Promise<void> }

/** Starts a centre: store (embedded or a real CouchDB), provisioning, API and web desk under one origin. */
export async function startCentre(options: CentreOptions): Promise<Centre> {
  const store = options.centralUrl === undefined ? await startEmbedded(options) : undefined
  try {
    const central = store?.central ?? externalCentral(options)
    const couch = openCouchAdmin(central)
    await provisionCentre(couch)
    const now = options.now ?? Date.now
    if (options.seed) await seedDemo(couch, { now: now(), dossiers: options.seedDossiers ?? true })
    const app = await buildApi({
      central,
      webRoot: options.webRoot,
      secureCookies: options.secureCookies ?? false,
      now,
      log: makeLog(options.logLevel ?? 'warn'),
    })
    const host = options.host ?? (options.hub === true ? '0.0.0.0' : '127.0.0.1')
    const origin = await app.listen({ port: options.port, host })
    return {
      origin,
      async close() {
        await app.close()
        await store?.embedded.close()
      },
    }
  } catch (error) {
    await store?.embedded.close()
    throw error
  }
}

async function startEmbedded(options: CentreOptions): Promise<{ embedded: EmbeddedStore; central: CentralAccess }> {
  if (options.dataDir === undefined) throw new Error('A centre needs either dataDir or centralUrl.')
  const folder = join(options.dataDir, 'store')
  const admin = options.admin ?? readOwnAdmin(options.dataDir)
  // A demo's password is printed for everybody, so that its derivation may be quick; a real centre takes CouchDB's own cost.
  const passwordIterations = options.seed ? 20_000 : 600_000
  const embedded = await serveEmbedded({ dataDir: folder, admin, known: knownRules(), passwordIterations, cookieSeconds: 8 * 3600 })
  return { embedded, central: { url: embedded.origin, admin } }
}

function externalCentral(options: CentreOptions): CentralAccess {
  const url = new URL(z.url({ protocol: /^https?$/ }).parse(options.centralUrl))
  const fromUrl = url.username === '' ? undefined : { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  const admin = options.admin ?? fromUrl
  if (admin === undefined) throw new Error('A central CouchDB needs its administrator: in the URL, or COUCHDB_USER and COUCHDB_PASSWORD.')
  return { url: url.origin, admin }
}

const Admin = z.object({ name: z.string().min(1), password: z.string().min(16) })

/** The embedded store's administrator: made once, known to nobody but this folder. */
function readOwnAdmin(dataDir: string): z.infer<typeof Admin> {
  const file = join(dataDir, 'administrator.json')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!existsSync(file)) {
    const made = { name: 'centre', password: randomBytes(24).toString('base64url') }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600, flush: true })
  }
  return Admin.parse(JSON.parse(readFileSync(file, 'utf8')))
}
