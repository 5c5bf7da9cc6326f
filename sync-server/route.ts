import { parseArgs } from 'node:util'
import { z } from 'zod'
import { makeLog } from './api/serve-api.ts'
import { openCouchAdmin } from './provision/couch-admin.ts'
import { checkRoutes, type Finding, repairRoutes } from './routing/check-routes.ts'
import { createFoundAgency } from './routing/found-agency.ts'
import { startRouter } from './routing/router.ts'
import { listStuck } from './routing/stuck.ts'

/*
 * `npm run routing -- check|repair|run --central URL`: lists what lies in the wrong databases or is missing, mends it, or routes
 * until it is stopped. CouchDB's administrator comes from COUCHDB_USER and COUCHDB_PASSWORD. `check` and `repair` exit with 1
 * where something is left.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { central: { type: 'string' } } })
const settings = z
  .object({
    act: z.enum(['check', 'repair', 'run']),
    central: z.url(),
    COUCHDB_USER: z.string(),
    COUCHDB_PASSWORD: z.string(),
  })
  .parse({ ...process.env, ...values, act: positionals[0] })
const central = { url: settings.central, admin: { name: settings.COUCHDB_USER, password: settings.COUCHDB_PASSWORD } }
const couch = openCouchAdmin(central)

if (settings.act === 'run') {
  const router = startRouter({ central, log: makeLog('info') })
  process.stdout.write(`${JSON.stringify({ routing: settings.central })}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void router.close())
} else {
  const existing = new Set(await couch.db.list())
  const found = createFoundAgency(couch, existing)
  report(settings.act === 'check' ? await checkRoutes(couch) : await repairRoutes({ couch, central, found }))
  for (const { dossier, reason } of await listStuck(couch)) process.stdout.write(`not routed  ${dossier}  ${reason}\n`)
}

function report(findings: Finding[]): void {
  for (const { problem, kind, id, database, dossier } of findings) {
    process.stdout.write(`${problem.padEnd(9)} ${kind.padEnd(8)} ${id}  ${database}  (${dossier})\n`)
  }
  process.stdout.write(`${findings.length} findings\n`)
  if (findings.length > 0) process.exitCode = 1
}
