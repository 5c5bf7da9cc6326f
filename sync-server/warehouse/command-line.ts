import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { alwaysCalm } from '#sync-server/desk-traffic.ts'
import { runKeysCommand } from '#sync-server/indicators/keys-command.ts'
import { type OwnStore, startOwnStore } from '#sync-server/own-store.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { emptyWarehouse } from './check/rebuild.ts'
import { checkWarehouse, repairFindings } from './check/run-check.ts'
import type { Finding } from './check/verify.ts'
import { createWarehouseFeed } from './feed/warehouse-feed.ts'
import { openWarehouse, type WarehousePlace } from './open-warehouse.ts'
import { sizeOf, startWarehouse } from './warehouse.ts'

/*
 * `npm run warehouse -- run|verify|repair|rebuild`: follows the databases until it is stopped; compares both sides and names what
 * differs; puts that right; or empties the warehouse and fills it again. Where: `--central URL --postgres URL` (administrator of CouchDB from COUCHDB_USER
 * and COUCHDB_PASSWORD), or `--data DIR`, the folder of a centre that is not running (the demo's is `.demo/centre`). `--quick` compares revisions without contents;
 * `--from-nothing` rebuilds without the history that only the warehouse has. Exits with 1 where something differs at the end.
 * `npm run warehouse -- keys list|make|revoke`: the keys with which operations centres read figures (`--name`, `--agency`, `--by`).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    central: { type: 'string' },
    postgres: { type: 'string' },
    data: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'from-nothing': { type: 'boolean', default: false },
    name: { type: 'string' },
    agency: { type: 'string' },
    by: { type: 'string' },
  },
})
const act = z.enum(['run', 'verify', 'repair', 'rebuild', 'keys']).parse(positionals[0])
const log = makeLog('warn')
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const closing = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => closing.abort())

const store = values.data === undefined ? undefined : await openStore(values.data)
try {
  const central = store?.central ?? readCentral()
  if (act === 'keys') await runKeysCommand(central, { ...values, words: positionals.slice(1) }, say).catch(sayFailure)
  else process.exitCode = act === 'run' ? await follow(readPlace()) : await once(readPlace())

  async function follow(place: WarehousePlace): Promise<number> {
    const warehouse = startWarehouse({ central, place, log: makeLog('info') })
    say(JSON.stringify({ following: central.url }))
    await new Promise((resolve) => closing.signal.addEventListener('abort', resolve, { once: true }))
    await warehouse.close()
    return 0
  }

  async function once(place: WarehousePlace): Promise<number> {
    const database = await openWarehouse(place)
    const progress = createProgress()
    const feed = createWarehouseFeed({
      central,
      couch: openCouchAdmin(central),
      database,
      log,
      calm: alwaysCalm,
      progress,
      ...sizeOf(place),
    })
    const wish = { deep: !values.quick, signal: closing.signal, onSource: reportSource }
    try {
      if (act === 'rebuild') {
        await emptyWarehouse(database, { fromNothing: values['from-nothing'] })
        await feed.once(closing.signal)
      }
      const tools = await feed.tools()
      let findings = await checkWarehouse(tools, wish)
      report(findings)
      if (act === 'repair' && findings.length > 0) {
        await repairFindings(tools, findings, closing.signal)
        findings = await checkWarehouse(tools, wish)
        say(findings.length === 0 ? 'repaired' : `${findings.length} still differ`)
      }
      return findings.length === 0 ? 0 : 1
    } finally {
      await database.close()
    }
  }
} finally {
  await store?.close()
}

function openStore(dataDir: string): Promise<OwnStore> {
  return startOwnStore({ dataDir, passwordIterations: 600_000 })
}

function readCentral() {
  const {
    central: url,
    COUCHDB_USER: name,
    COUCHDB_PASSWORD: password,
  } = z.object({ central: z.url(), COUCHDB_USER: z.string(), COUCHDB_PASSWORD: z.string() }).parse({ ...process.env, ...values })
  return { url, admin: { name, password } }
}

/** In words: the error as a whole would show what the request was signed with. */
function sayFailure(error: unknown): void {
  const words = error instanceof z.ZodError ? error.issues.map(({ message }) => message).join('; ') : String(error)
  process.stderr.write(`${words}\n`)
  process.exitCode = 1
}

function readPlace(): WarehousePlace {
  if (values.postgres !== undefined) return { url: values.postgres }
  return { folder: join(z.string({ error: '--postgres URL or --data DIR: where the warehouse is' }).parse(values.data), 'warehouse') }
}

function reportSource({ database }: { database: string }, documents: number, findings: Finding[]): void {
  say(`${findings.length === 0 ? 'equal  ' : 'differs'}  ${database}  ${documents} documents`)
}

function report(findings: Finding[]): void {
  for (const { database, bucket, id, what } of findings) say(`${what.padEnd(7)}  ${database}  ${bucket}  ${id}`)
  say(findings.length === 0 ? 'the warehouse equals its source' : `${findings.length} documents differ`)
}

function createProgress(): (source: { database: string }, done: { documents: number; pending: number }) => void {
  let documents = 0
  let toldAt = 0
  return ({ database }, done) => {
    documents += done.documents
    if (performance.now() - toldAt < 1000 && done.pending > 0) return
    toldAt = performance.now()
    if (done.documents > 0) say(`${documents} documents; ${database}: ${done.pending} to go`)
  }
}
