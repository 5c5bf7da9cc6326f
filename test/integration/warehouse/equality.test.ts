import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyWarehouse } from '#sync-server/warehouse/check/rebuild.ts'
import { checkWarehouse, repairFindings } from '#sync-server/warehouse/check/run-check.ts'
import { claimSource, releaseSource } from '#sync-server/warehouse/feed/claim.ts'
import type { FeedTools } from '#sync-server/warehouse/feed/follow-source.ts'
import { listSources } from '#sync-server/warehouse/feed/source.ts'
import { openFeed, stands, startWarehouseGround, type WarehouseGround } from './warehouse-ground.ts'

let ground: WarehouseGround
let tools: FeedTools
const signal = new AbortController().signal
const as = (holder: string) => ({ holder, leaseSeconds: 30 })
const check = (deep = true) => checkWarehouse(tools, { deep, signal })

beforeAll(async () => {
  ground = await startWarehouseGround(stands.at(-1) ?? 'embedded', ['xa', 'so'])
  tools = await ground.feed.tools()
  for (let i = 0; i < 5; i++) await ground.act('xa', await ground.take('xa', {}, 'so'))
  await ground.scan('xa', Buffer.from('trang'))
  await ground.router.once()
  await ground.fill()
})
afterAll(() => ground?.close())

it('finds both sides equal, quickly and with all contents', async () => {
  expect(await check(false)).toEqual([])
  expect(await check()).toEqual([])
  const [run] = await ground.rows('select documents, differing, deep from feed.check_run order by check_id desc limit 1')
  expect(run).toMatchObject({ differing: 0, deep: true })
})

it('names a document that was lost, changed or made up in the warehouse, and puts it right', async () => {
  const [lost, changed, stale] = (await ground.list('xa', 'dossiers')).sort()
  const source = (await listSources(tools.database, await ground.couch.db.list())).find(
    ({ database }) => database === `agency-${ground.slugOf('xa')}-dossiers`,
  )
  if (source === undefined || lost === undefined || changed === undefined || stale === undefined) throw new Error('no dossiers')
  const key = [source.sourceId, lost]
  await ground.rows('delete from raw.document where source_id = $1 and doc_id = $2', key)
  await ground.rows('delete from star.dossier where dossier_id = $1', [lost])
  const forged = `update raw.revision set body = (replace(body::text, '"sets":', '"sets":4'))::json where source_id = $1 and doc_id = $2`
  await ground.rows(forged, [source.sourceId, changed])
  await ground.rows(
    "insert into raw.document select source_id, 'dossier:01J00000000000000000000000', bucket, rev, generation, deleted, weight, leaves, conflicts from raw.document where source_id = $1 and doc_id = $2",
    [source.sourceId, stale],
  )
  const findings = await check()
  expect(findings.map(({ id, what }) => `${what} ${id}`).sort()).toEqual(
    [
      `missing ${lost}`,
      `differs ${changed}`,
      'extra dossier:01J00000000000000000000000',
      'star dossier:01J00000000000000000000000',
      `star ${lost}`,
    ].sort(),
  )
  expect((await check(false)).map(({ what }) => what).sort()).toEqual(['extra', 'missing', 'star', 'star'])
  await repairFindings(tools, findings, signal)
  expect(await check()).toEqual([])
})

it('names the half months whose sums are not those of their dossiers, and sums them up anew', async () => {
  await ground.rows('update star.flow set received = received + 1, active_seconds = 5')
  await ground.rows('insert into star.flow select (jsonb_populate_record(f, \'{"block": "2019-03-15"}\')).* from star.flow f limit 1')
  const findings = await check()
  expect(findings.every(({ what }) => what === 'sums')).toBe(true)
  expect(findings.map(({ id }) => id)).toContain('flow:2019-03-15')
  expect(findings.length).toBeGreaterThan(1)
  await repairFindings(tools, findings, signal)
  expect(await check()).toEqual([])
})

it('holds nothing against documents that were written while it compared, fed or not', async () => {
  const slow = { ...tools, calm: async () => void (await ground.take('xa')) }
  expect(await checkWarehouse(slow, { deep: true, signal })).toEqual([])
  let fed = false
  const beside = {
    ...tools,
    holder: 'đối soát',
    async calm() {
      await ground.take('xa')
      fed = (await ground.fill()) || fed
    },
  }
  expect(await checkWarehouse(beside, { deep: true, signal })).toEqual([])
  expect(fed).toBe(true)
  await ground.fill()
})

it('is rebuilt from nothing with what the source no longer knows', async () => {
  const id = await ground.take('xa')
  await ground.fill()
  const arrived = await ground.rows('select arrived_at from star.dossier where dossier_id = $1', [id])
  await ground.edit('xa', id, { _deleted: true })
  await ground.fill()
  await emptyWarehouse(ground.warehouse, { fromNothing: false })
  await openFeed(ground.warehouse, ground).once(signal)
  expect(await check()).toEqual([])
  expect(await ground.rows('select deleted, status from star.dossier where dossier_id = $1', [id])).toEqual([{ deleted: true, status: 2 }])
  expect(await ground.rows('select arrived_at from star.dossier where dossier_id = $1', [id])).toEqual(arrived)
})

it('never goes back in time when older changes are played again, in whichever order', async () => {
  const id = await ground.take('xa')
  await ground.fill()
  await ground.edit('xa', id, { subject: 'mới nhất' })
  await ground.fill()
  const before = await ground.rows('select * from star.dossier order by dossier_id')
  await ground.rows("update feed.source set seq = '0'")
  await openFeed(ground.warehouse, ground).once(signal)
  expect(await ground.rows('select * from star.dossier order by dossier_id')).toEqual(before)
})

it('lets one feed alone work on a database, and another take over from one that died', async () => {
  const [source] = await listSources(tools.database, await ground.couch.db.list())
  if (source === undefined) throw new Error('no source')
  const first = await claimSource(ground.warehouse, source.sourceId, as('một'))
  expect(first).toBeDefined()
  expect(await claimSource(ground.warehouse, source.sourceId, as('hai'))).toBeUndefined()
  await ground.rows("update feed.source set lease_until = now() - interval '1 second' where source_id = $1", [source.sourceId])
  const second = await claimSource(ground.warehouse, source.sourceId, as('hai'))
  expect(second).toBeDefined()
  if (first !== undefined) await releaseSource(ground.warehouse, first, { filled: false, error: null })
  expect(await claimSource(ground.warehouse, source.sourceId, as('ba'))).toBeUndefined()
  if (second !== undefined) await releaseSource(ground.warehouse, second, { filled: false, error: null })
})
