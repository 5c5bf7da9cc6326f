import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Oversight } from '#core/reconciliation/oversight.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { listWorkingAgencies } from '#sync-server/provision/provision-centre.ts'
import { createReconciliation } from '#sync-server/reconciliation/reconciliation.ts'
import { seedDemo } from '#sync-server/seed-demo.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'
import { startReconciliationGround } from './reconciliation-ground.ts'
import { makeWireDossier } from './wire-dossier.ts'

test('the followers find no fault with what the product itself made', async () => {
  const ground = await startReconciliationGround(undefined)
  const now = Date.parse('2026-11-20T10:00:00+07:00')
  await seedDemo(ground.couch, { now, dossiers: true })
  const worker = createReconciliation(ground.couch, { central: ground.central, log: makeLog('silent'), now: () => now })
  expect(await worker.once(new AbortController().signal)).toBe(true)
  const agencies = listWorkingAgencies(loadCatalogue())
  console.log(
    (await Promise.all(agencies.map(async (agency) => (await ground.oversight(agency)).duplicates))).map((l) =>
      l.map((d) => d.kind + d.dossiers.length).join(),
    ),
  )
  const faults = await Promise.all(agencies.map(async (agency) => (await ground.oversight(agency)).quarantined))
  expect(faults.flat()).toEqual([])
  for (const name of ['dossiers', 'journal', 'pages']) {
    const checkpoint = z
      .object({ seq: z.string() })
      .parse(await ground.couch.use('centre').get(`checkpoint:reconciliation:agency-h53-27712-${name}`))
    expect(Number.parseInt(checkpoint.seq, 10)).toBeGreaterThan(40)
  }
  await ground.close()
}, 240_000)

/** A centre as it is started in an office: the followers run by themselves. On the embedded store, with the whole demo. */
describe('a centre that watches over its databases', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-watching-'))
  let centre: Centre
  const start = () => startCentre({ dataDir: folder, port: 0, seed: true, reconcileEveryMs: 50, logLevel: 'silent' })

  beforeAll(async () => {
    centre = await start()
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  async function signIn(login: string): Promise<CentreClient> {
    const client = openCentreClient(centre.origin)
    expect(verdict(await client.call('POST', '/centre/api/session', { login, password: 'motcua-2026' }))).toBe('200')
    return client
  }

  async function oversightOf(client: CentreClient, agency: string): Promise<Oversight> {
    return Oversight.parse((await client.call('GET', `/centre/api/oversight?agency=${agency}`)).body)
  }

  test('tells of two dossiers that are alike soon after they came', async () => {
    const admin = await signIn('admin')
    const desk = await signIn('an.nt')
    await desk.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: 'máy-watching' })
    const applicant = makeWireDossier()['applicant']
    const twins = [makeWireDossier({ applicant }), makeWireDossier({ applicant })]
    for (const one of twins) {
      expect(verdict(await desk.call('PUT', `/centre/db/agency-h53-27712-dossiers/${one._id}`, one))).toBe('201')
    }
    const listed = async () =>
      (await oversightOf(admin, 'h53-27712')).duplicates.map(({ dossiers }) => dossiers.map(({ id }) => String(id)).sort())
    await expect.poll(listed, { timeout: 50_000 }).toContainEqual(twins.map(({ _id }) => _id).sort())
  })

  test('goes on where it was after a restart', async () => {
    const before = await oversightOf(await signIn('admin'), 'h53-27712')
    await centre.close()
    centre = await start()
    const after = await oversightOf(await signIn('admin'), 'h53-27712')
    expect(after.duplicates).toEqual(before.duplicates)
  })
})
