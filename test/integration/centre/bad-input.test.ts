import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Quarantined } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { basicAuthorization } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { makeEvent, makePage, nextUlid } from './centre-records.ts'
import { grounds, type ReconciliationGround, startReconciliationGround, type TestAgency } from './reconciliation-ground.ts'
import { makeWireDossier } from './wire-dossier.ts'

/*
 * What somebody with curl and the administrator's password, a broken desk or a broken disk can leave in CouchDB. Each is listed with
 * its reason, and everything behind it arrives all the same.
 */
const topUnit = {
  kind: 'agency',
  schemaVersion: 1,
  code: 'H99',
  codeVerified: false,
  name: 'Ủy ban nhân dân tỉnh Thử Nghiệm',
  shortName: 'Tỉnh Thử',
  officeName: null,
  level: 'province',
  parent: null,
  unitCode: null,
  serves: [],
  address: '',
  phone: '',
  lookupSite: '',
  calendar: 'thu',
  validFrom: '2025-07-01',
  validTo: null,
  mergedInto: null,
  pilot: false,
}

describe.each(grounds)('bad input in the centre, on $name', ({ central }) => {
  let ground: ReconciliationGround

  beforeAll(async () => {
    ground = await startReconciliationGround(central)
  })
  afterAll(() => ground.close())

  const own = (agency: TestAgency, change: Record<string, unknown> = {}) =>
    makeWireDossier({ agencies: { assisting: null, receiving: agency.slug, competent: agency.slug }, ...change })

  const listed = async (agency: TestAgency): Promise<Pick<Quarantined, 'why' | 'detail' | 'documentId'>[]> => {
    const { quarantined } = await ground.oversight(agency.slug)
    return quarantined.map(({ why, detail, documentId }) => ({ why, detail, documentId })).sort((a, b) => (a.detail < b.detail ? -1 : 1))
  }

  /** Writes past the validators, as whoever owns the server can. */
  async function forceIn(agency: TestAgency, database: 'dossiers' | 'journal', doc: Record<string, unknown>): Promise<void> {
    const scope = agency[database]
    const designs = ['_design/structure', '_design/authority']
    const Design = z.looseObject({ _rev: z.string() })
    const kept = await Promise.all(designs.map(async (id) => Design.parse(await scope.get(id))))
    for (const [index, one] of kept.entries()) await scope.destroy(designs[index] ?? '', one._rev)
    await scope.insert(doc)
    for (const { _rev, ...design } of kept) await scope.insert(design)
  }

  test('lists a dossier that breaks the schema by field and not by value, and takes it off when it was repaired', async () => {
    const agency = await ground.makeAgency()
    const bad = own(agency, { rating: null })
    const written = await agency.dossiers.insert({ ...bad, sets: 'Trần Thử Nghiệm' })
    const good = own(agency)
    await agency.dossiers.insert(good)
    expect(await ground.settle(agency)).toBe(true)
    expect(await listed(agency)).toEqual([{ why: 'invalid', detail: 'sets: invalid_type', documentId: bad._id }])
    await agency.dossiers.insert({ ...bad, _rev: written.rev })
    await ground.settle(agency)
    expect(await listed(agency)).toEqual([])
  })

  test('lists a dossier of seven megabytes, and the small ones around it arrive', async () => {
    const agency = await ground.makeAgency()
    const huge = own(agency, { subject: 'x'.repeat(7 * 1024 * 1024) })
    const twin = own(agency)
    await agency.dossiers.insert(own(agency))
    await forceIn(agency, 'dossiers', huge)
    await agency.dossiers.insert(twin)
    await agency.dossiers.insert(own(agency, { applicant: twin['applicant'] }))
    expect(await ground.settle(agency)).toBe(true)
    expect(await listed(agency)).toMatchObject([{ why: 'too_large', documentId: huge._id }])
    expect((await ground.oversight(agency.slug)).duplicates).toHaveLength(1)
  })

  test('lists a record of the catalogue that every reader leaves out, for the unit at the top, until it is right or gone', async () => {
    const catalog = ground.couch.use<Record<string, unknown>>('catalog')
    const slug = AgencySlug.parse(`a-${randomBytes(5).toString('hex')}`)
    const top = { ...topUnit, id: `agency:${slug}`, slug }
    const unit = await catalog.insert({ _id: top.id, ...top })
    const insertPerson = (sign: string, schemaVersion: number) => {
      const id = `person:${sign}${slug.slice(2)}`
      return catalog.insert({ _id: id, kind: 'person', schemaVersion, id, login: 7 })
    }
    const broken = await insertPerson('x', 1)
    const newer = await insertPerson('y', 2)
    await ground.settle()
    const seen = async () => (await ground.oversight(slug)).quarantined.filter(({ documentId }) => documentId.includes(slug.slice(2)))
    expect(await seen()).toMatchObject([{ why: 'invalid', database: 'catalog', documentId: broken.id }])
    expect((await seen())[0]?.detail).toMatch(/login: invalid_type/)
    for (const { id, rev } of [broken, newer]) await catalog.destroy(id, rev)
    await ground.settle()
    expect(await seen()).toEqual([])
    await catalog.destroy(unit.id, unit.rev)
  })

  test('lists a document of an unknown kind and a lease that plays the centre', async () => {
    const agency = await ground.makeAgency()
    await forceIn(agency, 'dossiers', { _id: 'note:1', kind: 'note' })
    await forceIn(agency, 'dossiers', { _id: `slots:${agency.slug}`, kind: 'slots', leases: [{ slot: 1, device: agency.device }] })
    await forceIn(agency, 'journal', { _id: 'lease:reconciliation', kind: 'lease', holder: 'tôi' })
    expect(await ground.settle(agency)).toBe(true)
    const found = await listed(agency)
    expect(found.map(({ why, documentId }) => [why, documentId]).sort()).toEqual(
      [
        ['forged', 'lease:reconciliation'],
        ['forged', `slots:${agency.slug}`],
        ['invalid', 'note:1'],
      ].sort(),
    )
  })

  test('a desk cannot put a lease, a slot or a key of its own anywhere', async () => {
    const agency = await ground.makeAgency()
    const name = `device-forger-${randomBytes(4).toString('hex')}`
    const users = ground.couch.use<Record<string, unknown>>('_users')
    await users.insert({
      _id: `org.couchdb.user:${name}`,
      type: 'user',
      name,
      roles: ['device', `agency:${agency.slug}`],
      password: 'bí mật của máy',
    })
    const forged = [
      { _id: `slots:${agency.slug}`, kind: 'slots', leases: [] },
      { _id: 'lease:reconciliation', kind: 'lease', holder: 'tôi' },
      { _id: 'person:may-chu', kind: 'person', id: 'person:may-chu', schemaVersion: 1, keys: [] },
    ]
    const databases = [...Object.values(databasesOf(agency.slug)), 'centre', 'cases', 'reconciliation-index']
    for (const database of databases) {
      const answer = await fetch(`${ground.central.url}/${database}/_bulk_docs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: basicAuthorization({ name, password: 'bí mật của máy' }) },
        body: JSON.stringify({ docs: forged }),
      })
      const text = await answer.text()
      const refused = answer.status === 403 || z.array(z.looseObject({ error: z.string() })).safeParse(JSON.parse(text)).success
      expect(refused, `${database}: ${text}`).toBe(true)
    }
  })

  test('finds a page whose bytes are not those that its id names', async () => {
    const agency = await ground.makeAgency()
    const right = makePage(randomBytes(2000))
    const other = createHash('sha256').update('khác').digest('hex')
    const wrong = { ...makePage(randomBytes(2000)), _id: `page:${other}` }
    await agency.pages.insert(right)
    await agency.pages.insert(wrong)
    expect(await ground.settle(agency)).toBe(true)
    expect(await listed(agency)).toEqual([{ why: 'digest', detail: '2000 bytes', documentId: wrong._id }])
  })

  describe('a journal', () => {
    test('of events in whatever order, each from its author and in its place, has no fault', async () => {
      const agency = await ground.makeAgency()
      const events = []
      for (let n = 0; n < 6; n++) events.push(await agency.nextEvent())
      for (const index of [3, 0, 5, 1]) {
        await agency.journal.insert(events[index] ?? {})
        await ground.settle(agency)
      }
      expect(await listed(agency)).toEqual([{ why: 'chain', detail: 'missing: 3, 5', documentId: agency.device }])
      for (const index of [2, 4]) await agency.journal.insert(events[index] ?? {})
      await ground.settle(agency)
      expect(await listed(agency)).toEqual([])
    })

    test('shows an event that was changed, one without an author, and one with the key of another desk', async () => {
      const agency = await ground.makeAgency()
      const changed = { ...(await agency.nextEvent()), note: 'sửa sau khi ký' }
      const foreign = await agency.nextEvent({ device: `device:${nextUlid().toLowerCase()}` })
      const nobody = makeEvent({ agency: agency.slug, author: 'person:khong.co', chain: { seq: 9, prevHash: '' } })
      for (const one of [changed, foreign, nobody]) await agency.journal.insert(one)
      expect(await ground.settle(agency)).toBe(true)
      expect(await listed(agency)).toEqual([
        { why: 'signature', detail: 'does not match', documentId: changed._id },
        { why: 'signature', detail: 'key of another desk', documentId: foreign._id },
        { why: 'signature', detail: 'unknown key', documentId: nobody._id },
      ])
    })

    test('shows a place that is taken twice and a link that does not fit', async () => {
      const agency = await ground.makeAgency()
      const first = await agency.nextEvent()
      const again = await agency.nextEvent({ chain: { seq: 1, prevHash: '' } })
      await agency.journal.insert(first)
      await ground.settle(agency)
      await agency.journal.insert(again)
      const wrong = await agency.nextEvent({ chain: { seq: 2, prevHash: 'f'.repeat(64) } })
      await agency.journal.insert(wrong)
      expect(await ground.settle(agency)).toBe(true)
      expect(await listed(agency)).toEqual([
        { why: 'chain', detail: 'place 1 is taken by another event', documentId: again._id },
        { why: 'chain', detail: 'place 2 does not follow place 1', documentId: wrong._id },
      ])
    })

    test('is judged again when the author publishes the key later', async () => {
      const agency = await ground.makeAgency({ publish: false })
      await agency.journal.insert(await agency.nextEvent())
      await ground.settle(agency)
      expect(await listed(agency)).toMatchObject([{ why: 'signature', detail: 'unknown key' }])
      await agency.publishKey()
      await ground.settle(agency)
      expect(await listed(agency)).toEqual([])
    })

    test('keeps one of two leaves with the same content and lists two with different ones', async () => {
      const agency = await ground.makeAgency()
      const same = await agency.nextEvent()
      const torn = await agency.nextEvent()
      const replicated = async (doc: Record<string, unknown>, rev: string) => {
        const asReplicated = { docs: [{ ...doc, _rev: rev, _revisions: { start: 1, ids: [rev.slice(2)] } }], new_edits: false }
        await agency.journal.bulk(asReplicated)
      }
      for (const letter of ['a', 'b']) await replicated(same, `1-${letter.repeat(32)}`)
      await replicated(torn, `1-${'a'.repeat(32)}`)
      await replicated({ ...torn, note: 'khác' }, `1-${'0'.repeat(32)}`)
      expect(await ground.settle(agency)).toBe(true)
      const Leaves = z.looseObject({ _conflicts: z.array(z.string()).optional() })
      expect(Leaves.parse(await agency.journal.get(same._id, { conflicts: true }))._conflicts).toBeUndefined()
      expect(await listed(agency)).toEqual([{ why: 'invalid', detail: 'two documents under one id', documentId: torn._id }])
    })
  })

  test('says nothing twice when everything is read again from the start', async () => {
    const agency = await ground.makeAgency()
    for (let n = 0; n < 3; n++) await agency.journal.insert(await agency.nextEvent())
    await agency.dossiers.insert({ ...own(agency), sets: 0 })
    await ground.settle(agency)
    const before = await ground.oversight(agency.slug)
    for (const name of Object.values(databasesOf(agency.slug))) {
      const centre = ground.couch.use('centre')
      const found = await centre.get(`checkpoint:reconciliation:${name}`).catch(() => undefined)
      if (found !== undefined) await centre.destroy(found._id, found._rev)
    }
    await ground.settle(agency)
    expect(await ground.oversight(agency.slug)).toEqual(before)
    expect(before.quarantined).toHaveLength(1)
  })
})
