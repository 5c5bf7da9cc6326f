import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeWhole, stands, startWarehouseGround, type WarehouseGround } from './warehouse-ground.ts'

describe.each(stands)('the feed into PostgreSQL, %s', (kind) => {
  let ground: WarehouseGround
  beforeAll(async () => {
    ground = await startWarehouseGround(kind, ['xa', 'so'])
    await ground.fill()
  })
  afterAll(() => ground?.close())

  const star = async (id: string) =>
    (
      await ground.rows(
        'select status, deleted, deleted_reason, conflict, rev, arrived_at is not null as arrived from star.dossier where dossier_id = $1',
        [id],
      )
    )[0]

  it('brings a dossier, its change and when it came', async () => {
    const id = await ground.take('xa')
    await ground.fill()
    expect(await star(id)).toMatchObject({ status: 2, deleted: false, conflict: false, arrived: true })
    await ground.edit('xa', id, { subject: 'Khác' })
    await ground.fill()
    expect(await star(id)).toMatchObject({ rev: expect.stringMatching(/^2-/) })
    const history = await ground.rows('select generation, winner, leaf from raw.revision where doc_id = $1 order by generation', [id])
    expect(history).toEqual([
      { generation: 1, winner: false, leaf: false },
      { generation: 2, winner: true, leaf: true },
    ])
  })

  it('counts a dossier of two agencies once, and keeps it while one of them has it', async () => {
    const id = await ground.take('xa', {}, 'so')
    await ground.router.once()
    await ground.fill()
    expect(await ground.rows('select source_id from raw.document where doc_id = $1', [id])).toHaveLength(2)
    expect(await ground.rows('select dossier_id from star.dossier where dossier_id = $1', [id])).toHaveLength(1)
    const copy = await ground.database('so', 'dossiers').get(id)
    await ground.database('so', 'dossiers').insert({ _id: id, _rev: copy._rev, _deleted: true, routedAway: true })
    await ground.fill()
    expect(await star(id)).toMatchObject({ deleted: false, rev: expect.stringMatching(/^1-/) })
  })

  it('keeps the last content of what is deleted, with the reason', async () => {
    const id = await ground.take('xa')
    await ground.fill()
    const stored = await ground.database('xa', 'dossiers').get(id)
    await ground.database('xa', 'dossiers').destroy(id, stored._rev)
    await ground.fill()
    expect(await star(id)).toMatchObject({ deleted: true, deleted_reason: 'removed', status: 2 })
    const bodies = await ground.rows('select body is not null as kept from raw.revision where doc_id = $1 order by generation', [id])
    expect(bodies).toEqual([{ kept: true }, { kept: false }])
  })

  it('holds conflicting leaves and the hashes of attachments', async () => {
    const id = await ground.take('xa')
    const stored = await ground.database('xa', 'dossiers').get(id)
    const leaves = ['a', 'b'].map((letter) => ({
      ...stored,
      subject: letter,
      _rev: undefined,
      _revisions: { start: 2, ids: [letter.repeat(32), stored._rev.slice(2)] },
    }))
    await ground.couch.request({
      db: `agency-${ground.slugOf('xa')}-dossiers`,
      method: 'POST',
      path: '_bulk_docs',
      body: {
        new_edits: false,
        docs: leaves.map(({ _rev: _, ...leaf }, index) => ({ ...leaf, _rev: `2-${index === 0 ? 'a'.repeat(32) : 'b'.repeat(32)}` })),
      },
    })
    const page = await ground.scan('xa', Buffer.from('trang một'))
    await ground.fill()
    expect(await star(id)).toMatchObject({ conflict: true })
    const subjects = await ground.rows(
      "select body ->> 'subject' as subject, winner from raw.revision where doc_id = $1 and leaf order by 1",
      [id],
    )
    expect(subjects).toEqual([
      { subject: 'a', winner: false },
      { subject: 'b', winner: true },
    ])
    const [stub] = await ground.rows('select attachments from raw.revision where doc_id = $1', [page])
    expect(stub).toMatchObject({ attachments: { bytes: { digest: expect.stringMatching(/^md5-/), type: 'image/png' } } })
  })

  it('puts poison aside with its reason and goes on with its neighbours', async () => {
    const before = await ground.take('xa')
    const broken = await ground.take('xa', { sync: {} })
    const ancient = await ground.take('xa', { received: { at: '1900-01-01T00:00:00+07:00', by: 'person:a.b', byName: 'A', deskName: 'Q' } })
    const newer = await ground.take('xa', { schemaVersion: 9, sync: {} })
    const after = await ground.take('xa')
    await ground.fill()
    expect(await star(before)).toBeDefined()
    expect(await star(after)).toBeDefined()
    const letters = await ground.rows('select doc_id, reason from feed.dead_letter where doc_id = any($1) order by doc_id', [
      [broken, ancient, newer],
    ])
    expect(letters).toEqual([
      { doc_id: broken, reason: 'invalid' },
      { doc_id: ancient, reason: 'received-date' },
      { doc_id: newer, reason: 'newer-schema' },
    ])
    await ground.edit('xa', broken, { sync: makeWhole({})['sync'] })
    await ground.fill()
    expect(await star(broken)).toBeDefined()
    expect(await ground.rows('select 1 from feed.dead_letter where doc_id = $1', [broken])).toEqual([])
  })

  it('puts right with a flag what PostgreSQL cannot hold or nobody can mean', async () => {
    const act = { at: '2026-11-20T08:30:00+07:00', by: 'person:an.nt', byName: 'An' }
    const payment = { id: 'p1', act, amountVnd: 9e15, method: 'cash', receipt: null }
    const money = { state: 'paid', lines: [], totalVnd: 9e15, paidVnd: 9e15, payments: [payment], dutyNote: '' }
    // A real CouchDB itself refuses half a character; the embedded store takes it.
    const half = process.env['COUCHDB_URL'] === undefined ? '\ud800' : '\uFFFD'
    const broken = half === '\uFFFD' ? [] : ['broken_text']
    const id = await ground.take('xa', {
      subject: `có \u0000 và ${half}`,
      dueAt: '9999-12-31T00:00:00+07:00',
      money,
      later: { big: 1e300 },
    })
    await ground.fill()
    const [row] = await ground.rows('select flags, due_at, fee_vnd from star.dossier where dossier_id = $1', [id])
    expect(row).toEqual({ flags: ['amount_out_of_range', 'date_out_of_range'], due_at: null, fee_vnd: null })
    const [raw] = await ground.rows("select flags, body ->> 'subject' as subject from raw.revision where doc_id = $1", [id])
    expect(raw).toEqual({ flags: [...broken, 'nul_removed', 'number_rounded'], subject: 'có \uFFFD và \uFFFD' })
  })

  it('keeps a newer schema that it can read beside the older one', async () => {
    const id = await ground.take('xa', { schemaVersion: 2, addedLater: { a: 1 } })
    await ground.fill()
    const [row] = await ground.rows('select schema_version, flags from star.dossier where dossier_id = $1', [id])
    expect(row).toEqual({ schema_version: 2, flags: ['newer_schema'] })
  })

  it('writes an event once, in however many journals it lies', async () => {
    const id = await ground.take('xa', {}, 'so')
    const event = await ground.act('xa', id)
    await ground.router.once()
    await ground.fill()
    expect(await ground.rows('select type, to_status from star.step where event_id = $1', [event])).toEqual([
      { type: 'dossierReceived', to_status: 2 },
    ])
  })

  it('keeps an agency as it was called before', async () => {
    const filled = async () => {
      await ground.fill()
      const text = 'select name, current, row_to is null as open from star.agency where slug = $1 order by agency_key'
      return ground.rows(text, [ground.slugOf('xa')])
    }
    await ground.describeAgency('xa')
    // A copy of a cluster may tell of it later; what nobody saw is no history.
    await expect.poll(filled, { timeout: 30_000 }).toEqual([{ name: 'Cơ quan thử', current: true, open: true }])
    const catalog = ground.couch.use<Record<string, unknown>>('catalog')
    const stored = await catalog.get(`agency:${ground.slugOf('xa')}`)
    await catalog.insert({ ...stored, name: 'Tên mới' })
    await expect.poll(filled, { timeout: 30_000 }).toEqual([
      { name: 'Cơ quan thử', current: false, open: false },
      { name: 'Tên mới', current: true, open: true },
    ])
  })
})
