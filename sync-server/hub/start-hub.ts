import { rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { z } from 'zod'
import { makePairingLine } from '#core/hub/pairing-line.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { buildApi, type HubApi } from '#sync-server/api/serve-api.ts'
import { type OwnStore, startOwnStore } from '#sync-server/own-store.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { createDatabase, provisionDatabase } from '#sync-server/provision/provision-database.ts'
import { routeAcknowledged } from './acknowledged-routes.ts'
import { keepBackupCode } from './backup-code.ts'
import { routeHubBooks } from './book-routes.ts'
import { type HubBooks, openHubBooks } from './books.ts'
import { type HubCertificate, readOrMakeCertificate } from './certificate.ts'
import { offerInLan } from './discovery.ts'
import { enrolHub, type HubSignIn } from './enrol-hub.ts'
import { routeForwarded } from './forward-routes.ts'
import { type HubMemory, openHubMemory } from './hub-memory.ts'
import { findHubPaper, type HubPaper, writeHubPaper } from './hub-paper.ts'
import { routeHubStatus } from './hub-status.ts'
import { lanAddress } from './lan-address.ts'
import { Line } from './line.ts'
import { openPageLimit, type PageLimit, usualPageLimit } from './page-limit.ts'
import { readFromCentre } from './pass-on.ts'
import { signInAtCentre } from './province-session.ts'
import { type Replicator, startReplicator, type Visits } from './replicator.ts'
import { settleRestored, wasRestored } from './restored-mark.ts'
import { tellWhereWeRun } from './running-file.ts'
import { Authors, dropPool, findPool, keepKey } from './visit-centre.ts'

export type HubOptions = {
  dataDir: string
  /** Origin of the centre; may be left out once the hub is enrolled. */
  upstream?: string | undefined
  /** Asked for only where the hub is not enrolled yet. */
  signIn(): Promise<HubSignIn>
  port: number
  host: string
  webRoot?: string | undefined
  /** Room for page images on this disk; 20 GB, or half of what is free, where it is not given. */
  pageLimitBytes?: number | undefined
  /** False: do not offer this hub in the LAN by mDNS. */
  discovery: boolean
  now?: () => number
  log: Logger
  passwordIterations?: number
}

export type Hub = {
  origin: string
  fingerprint: string
  pairingLine: string
  paper: HubPaper
  /** The recovery code of its backups where it has just been made, to be shown once. */
  newBackupCode: string | undefined
  /** One round with the centre, now. */
  syncNow(): Promise<void>
  close(): Promise<void>
}

const firstLoadMs = 60_000

/** Starts an office's hub: its store, its API over TLS for the LAN, and its replication with the centre. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const now = options.now ?? Date.now
  const store = await startOwnStore({ dataDir: options.dataDir, passwordIterations: options.passwordIterations ?? 600_000 })
  try {
    const isNew = findHubPaper(options.dataDir) === undefined
    const paper = await readOrEnrol(options)
    const certificate = await readOrMakeCertificate(options.dataDir, now())
    const { code, isNew: isNewCode } = keepBackupCode(options.dataDir)
    const opened = await open({ options, store, paper, isNew, certificate, now })
    return { ...opened, newBackupCode: isNewCode ? code : undefined }
  } catch (error) {
    await store.close()
    throw error
  }
}

type Opening = { options: HubOptions; store: OwnStore; paper: HubPaper; isNew: boolean; certificate: HubCertificate; now: () => number }

async function open({ options, store, paper, isNew, certificate, now }: Opening): Promise<Omit<Hub, 'newBackupCode'>> {
  const { dataDir, log, host } = options
  const couch = openCouchAdmin(store.central)
  await provisionCentre(couch)
  await provisionOwn(couch, paper)
  const memory = openHubMemory(couch, paper.upstream)
  if (wasRestored(dataDir)) {
    await dropPool(memory)
    settleRestored(dataDir)
  }
  const line = new Line(now)
  const books = openHubBooks(memory, paper, log)
  const limit = openPageLimit({ central: store.central, memory, paper, log, limitBytes: options.pageLimitBytes ?? usualPageLimit(dataDir) })
  const visits: Visits = { due: true, lastMs: Number.NEGATIVE_INFINITY }
  let replicator: Replicator | undefined
  const askVisit = (): void => {
    visits.due = true
    replicator?.ring()
  }
  const api = hubApi({
    paper,
    memory,
    line,
    books,
    limit,
    askVisit,
    started(context) {
      replicator = startReplicator({ context, memory, paper, books, limit, line, log, visits })
    },
  })
  const app = await buildApi({ central: store.central, webRoot: options.webRoot, secureCookies: true, now, log, hub: api })
  await app.ready()
  const server = createServer({ cert: certificate.cert, key: certificate.key, minVersion: 'TLSv1.2' }, (request, answer) =>
    app.routing(request, answer),
  )
  // A new hub opens its door when it has what its office needs, or when it is clear that this takes longer.
  if (isNew) await Promise.race([replicator?.ready, wait(firstLoadMs, undefined, { ref: false })])
  const port = await listen(server, options.port, host)
  const origin = `https://${host === '0.0.0.0' || host === '::' ? lanAddress() : host}:${port}`
  const offer = options.discovery ? offerInLan({ name: paper.name, agencyName: paper.agencyName, port }) : undefined
  const running = tellWhereWeRun(dataDir, store.central.url)
  return {
    origin,
    fingerprint: certificate.fingerprint,
    pairingLine: makePairingLine({ origin, fingerprint: certificate.fingerprint }),
    paper,
    syncNow: async () => replicator?.now(),
    async close() {
      rmSync(running, { force: true })
      await offer?.close()
      await replicator?.close()
      await limit.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await app.close()
      await store.close()
    },
  }
}

/** The agency's databases with the rules of this build; who may act as what stays as the centre last said. */
async function provisionOwn(couch: ServerScope, { agency }: HubPaper): Promise<void> {
  const { dossiers, journal, pages } = databasesOf(agency)
  const members = { names: [], roles: [`agency:${agency}`] }
  const databases = [
    [dossiers, 'dossiers'],
    [journal, 'journal'],
    [pages, 'pages'],
  ] as const
  for (const [name, kind] of databases) {
    await createDatabase(couch, name)
    const { authors } = Security.parse(await couch.request({ db: name, path: '_security' }))
    const security = { admins: { names: [], roles: ['_admin'] }, members, authors: authors ?? {} }
    await provisionDatabase(couch, name, { kind, security })
  }
}

const Security = z.looseObject({ authors: Authors.optional() })

type ApiParts = {
  paper: HubPaper
  memory: HubMemory
  line: Line
  books: HubBooks
  limit: PageLimit
  askVisit(): void
  started(context: CentreContext): void
}

function hubApi({ paper, memory, line, books, limit, askVisit, started }: ApiParts): HubApi {
  return {
    make: () => ({
      device: paper.device,
      name: paper.name,
      epoch: paper.fingerprint.slice(0, 12),
      async findPool() {
        return findPool(memory)
      },
      signInAtCentre: (credentials) => signInAtCentre(paper.upstream, credentials),
      readFromCentre: (target, credential) => readFromCentre({ upstream: paper.upstream, line }, target, credential),
      async keepKey(key) {
        await keepKey(memory, key)
        askVisit()
      },
    }),
    route(routes, context) {
      // A desk that has just been enrolled here: the centre should hear of it, and the pool of slots may want to grow.
      routes.addHook('onResponse', async (request, reply) => {
        if (request.routeOptions.url === '/centre/api/devices' && reply.statusCode === 201) askVisit()
      })
      routeAcknowledged(routes, context, memory)
      routeHubStatus(routes, context, { paper, memory, line, limit })
      routeHubBooks(routes, { upstream: paper.upstream, line, context, books, askVisit })
      started(context)
    },
    // The centre may have revoked a desk: this office should not wait for its next word to hear of it.
    forward: (door, context) =>
      routeForwarded(door, { upstream: paper.upstream, line, context, done: ({ method }) => method === 'DELETE' && askVisit() }),
  }
}

async function readOrEnrol({ dataDir, upstream, signIn }: HubOptions): Promise<HubPaper> {
  const known = findHubPaper(dataDir)
  if (known !== undefined) {
    if (upstream !== undefined && new URL(upstream).origin !== known.upstream)
      throw new Error(`Máy chủ phòng này đã ghi danh ở ${known.upstream}. Dùng thư mục dữ liệu khác cho máy chủ tỉnh khác.`)
    return known
  }
  if (upstream === undefined) throw new Error('Lần đầu chạy cần --upstream: địa chỉ máy chủ tỉnh.')
  const paper = await enrolHub(new URL(upstream).origin, await signIn())
  writeHubPaper(dataDir, paper)
  return paper
}

function listen(server: ReturnType<typeof createServer>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
