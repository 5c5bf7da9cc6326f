import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { alwaysCalm } from '#sync-server/desk-traffic.ts'
import { emptyWarehouse } from '#sync-server/warehouse/check/rebuild.ts'
import { checkWarehouse, repairFindings } from '#sync-server/warehouse/check/run-check.ts'
import { createWarehouseFeed } from '#sync-server/warehouse/feed/warehouse-feed.ts'
import { nextUlid } from '#test/integration/centre/centre-records.ts'
import { makeWhole, startWarehouseGround, type WarehouseGround } from './warehouse-ground.ts'

let ground: WarehouseGround
const signal = new AbortController().signal
const check = async () => checkWarehouse(await ground.feed.tools(), { deep: true, signal })
const cases = () => ground.couch.use<Record<string, unknown>>('cases')

beforeAll(async () => {
  ground = await startWarehouseGround('embedded', ['xa', 'so'])
})
afterAll(() => ground?.close())

const side = { by: 'person:lan.tt', byName: 'Trần Thị Lan', at: '2026-11-20T08:00:00+07:00', deskName: 'Quầy 1', rev: null }
const settled = { at: '2026-11-21T09:30:00+07:00', by: 'person:giang.nv', byName: 'Nguyễn Văn Giang', role: 'supervisor' }

function makeCase(): Record<string, unknown> & { _id: string } {
  const id = `case:${nextUlid()}`
  return {
    _id: id,
    kind: 'case',
    schemaVersion: 1,
    id,
    dossierId: `dossier:${nextUlid()}`,
    dossierCode: 'H53.27712-261120-0001',
    agencies: [ground.slugOf('xa')],
    case: {
      id,
      kind: 'fields',
      opened: { at: side.at, by: side.by, byName: side.byName, deskName: 'Quầy 2' },
      mine: side,
      theirs: side,
      fields: [{ path: 'applicant.name', fieldClass: 'legal', base: 'An', mine: 'Anh', theirs: 'Ân' }],
      settled: null,
      undone: [],
    },
  }
}

it('follows cases from their opening to their decision and beyond', async () => {
  const made = makeCase()
  await cases().insert(made)
  await ground.fill()
  const row = async () => (await ground.rows('select * from star.dossier_case where case_id = $1', [made._id]))[0]
  expect(await row()).toMatchObject({ kind: 'fields', fields: ['applicant.name'], settled_at: null, opened_desk: 'Quầy 2', deleted: false })
  expect(await ground.rows("select is_open, age > interval '1 hour' as old from star.case_age where case_id = $1", [made._id])).toEqual([
    { is_open: true, old: true },
  ])
  const stored = await cases().get(made._id)
  const one = { ...Object(made['case']), settled: { ...settled, choices: [], reason: 'Theo căn cước', evidence: [] } }
  await cases().insert({ ...stored, case: one })
  await ground.fill()
  expect(await row()).toMatchObject({ settled_at: settled.at, settled_by: settled.by, settled_as: 'supervisor' })
  expect(
    await ground.rows('select extract(epoch from age)::int as seconds, is_open from star.case_age where case_id = $1', [made._id]),
  ).toEqual([{ seconds: 25.5 * 3600, is_open: false }])
  const again = await cases().get(made._id)
  await cases().destroy(made._id, again._rev)
  await ground.fill()
  expect(await row()).toMatchObject({ deleted: true, settled_by: settled.by })
  expect(await check()).toEqual([])
})

it('keeps desks’ reports on themselves out, puts a broken case aside, and is equal to its source all the same', async () => {
  await cases().insert({ _id: `report:${ground.slugOf('xa')}:device:1`, kind: 'report', lastContact: side.at })
  await cases().insert({ ...makeCase(), case: { kind: 'unheard of' } })
  await ground.fill()
  expect(await ground.rows("select doc_id from raw.document where doc_id like 'report:%'")).toEqual([])
  expect(await ground.rows("select reason from feed.dead_letter where doc_id like 'case:%'")).toEqual([{ reason: 'invalid' }])
  expect(await check()).toEqual([])
})

it('finds a case that was lost or made up, and repairs and rebuilds it', async () => {
  const [lost, forged] = [makeCase(), makeCase()]
  await cases().insert(lost)
  await cases().insert(forged)
  await ground.fill()
  await ground.rows('delete from star.dossier_case where case_id = $1', [lost._id])
  await ground.rows("update star.dossier_case set rev = '9-a' where case_id = $1", [forged._id])
  const findings = await check()
  expect(findings.map(({ id, what }) => `${what} ${id}`).sort()).toEqual([`star ${lost._id}`, `star ${forged._id}`].sort())
  await repairFindings(await ground.feed.tools(), findings, signal)
  expect(await check()).toEqual([])
  const before = await ground.rows('select case_id, rev, settled_at from star.dossier_case where not deleted order by 1')
  await emptyWarehouse(ground.warehouse, { fromNothing: true })
  expect(await ground.rows('select 1 from star.dossier_case')).toEqual([])
  await openFeed([]).once(signal)
  expect(await ground.rows('select case_id, rev, settled_at from star.dossier_case order by 1')).toEqual(before)
})

/** One that reads ten documents at a time, one database after another, and notes whose. */
function openFeed(read: string[]) {
  const { access: central, couch, warehouse: database } = ground
  const progress = (source: { database: string }) => void read.push(source.database)
  return createWarehouseFeed({
    central,
    couch,
    database,
    log: makeLog('silent'),
    calm: alwaysCalm,
    pageRows: 10,
    parallel: 1,
    turnMs: 0,
    progress,
  })
}

it('does not let one agency’s first fill hold up the others’ news', async () => {
  const large = ground.database('xa', 'dossiers')
  await large.bulk({ docs: Array.from({ length: 120 }, () => makeWhole(ground.agenciesOf('xa', 'xa'))) })
  await ground.take('so')
  const read: string[] = []
  expect(await openFeed(read).once(signal)).toBe(true)
  const [xa, so] = ['xa', 'so'].map((name) => `agency-${ground.slugOf(name)}-dossiers`)
  expect(read.indexOf(so ?? '')).toBeGreaterThan(-1)
  expect(read.indexOf(so ?? '')).toBeLessThan(read.lastIndexOf(xa ?? ''))
  expect(await check()).toEqual([])
})

it('takes news in while it follows, until it is told to end', async () => {
  const closing = new AbortController()
  const read: string[] = []
  let whole = 0
  const following = openFeed(read).follow({ pollMs: 20, signal: closing.signal, onWhole: () => whole++ })
  await expect.poll(() => whole, { timeout: 20_000 }).toBeGreaterThan(0)
  const id = await ground.take('so')
  await expect.poll(() => ground.rows('select 1 from star.dossier where dossier_id = $1', [id]), { timeout: 20_000 }).toHaveLength(1)
  closing.abort()
  await following
  expect(await ground.rows('select holder from feed.source where holder is not null')).toEqual([])
})
