import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { provisionAgency } from '#sync-server/provision/provision-centre.ts'
import { checkRoutes } from '#sync-server/routing/check-routes.ts'
import { placementOf, type RoutingGround, sendingTo, startRoutingGround } from './routing-ground.ts'

let ground: RoutingGround
beforeAll(async () => {
  ground = await startRoutingGround(['xa', 'dat', 'so'])
})
afterAll(() => ground.close())

const bytes = () => randomBytes(5000)
const settle = async () => {
  await ground.router.once()
  await ground.router.once()
}

describe('the router', () => {
  test('brings a dossier of two agencies to both, with its revision tree, and leaves one of one agency where it is', async () => {
    const shared = await ground.receive('xa', 'dat')
    const own = await ground.receive('xa')
    await ground.edit('xa', shared, { subject: 'Sửa trước khi chuyển' })
    await settle()
    const [here, there] = [await ground.find('xa', 'dossiers', shared), await ground.find('dat', 'dossiers', shared)]
    expect(there).toEqual(here)
    expect(there?.['_revisions']).toMatchObject({ start: 2 })
    expect(await ground.find('dat', 'dossiers', own)).toBeUndefined()
    expect(await ground.find('so', 'dossiers', shared)).toBeUndefined()
  })

  test('brings an edit of the other agency back, and both go on from the same revision', async () => {
    const id = await ground.receive('xa', 'dat')
    await settle()
    await ground.edit('dat', id, { subject: 'Ý kiến của cơ quan giải quyết' })
    await settle()
    const back = await ground.find('xa', 'dossiers', id)
    expect(back).toMatchObject({ subject: 'Ý kiến của cơ quan giải quyết' })
    expect(back).toEqual(await ground.find('dat', 'dossiers', id))
  })

  test('keeps both leaves where two agencies edited at once, so that somebody can merge them', async () => {
    const id = await ground.receive('xa', 'dat')
    await settle()
    await ground.edit('xa', id, { subject: 'của xã' })
    await ground.edit('dat', id, { subject: 'của chi nhánh' })
    await settle()
    const [here, there] = [await ground.find('xa', 'dossiers', id), await ground.find('dat', 'dossiers', id)]
    expect(here?.['_conflicts']).toHaveLength(1)
    expect(there).toEqual(here)
  })

  test('lets events and pages follow, whether they come before the dossier or after it', async () => {
    const before = await ground.scan('xa', bytes())
    const later = await ground.scan('dat', bytes())
    const id = await ground.receive('xa', 'dat', { placements: [placementOf(before), placementOf(later)] })
    const first = await ground.act('xa', id)
    await settle()
    const second = await ground.act('dat', id)
    const third = await ground.act('xa', id)
    await settle()
    for (const name of ['xa', 'dat']) {
      expect(await ground.list(name, 'journal')).toEqual(expect.arrayContaining([first, second, third]))
      expect(await ground.list(name, 'pages')).toEqual(expect.arrayContaining([before, later]))
    }
    expect(await ground.find('dat', 'journal', first)).toEqual(await ground.find('xa', 'journal', first))
  })

  test('carries a page of any length byte for byte, with the same digest', async () => {
    for (const length of [1, 2, 3, 4, 700_001]) {
      const page = await ground.scan('xa', randomBytes(length))
      await ground.receive('xa', 'dat', { placements: [placementOf(page)] })
      await settle()
      expect((await ground.find('dat', 'pages', page))?.['_attachments']).toEqual(
        (await ground.find('xa', 'pages', page))?.['_attachments'],
      )
      const [a, b] = await Promise.all(['xa', 'dat'].map((name) => ground.database(name, 'pages').attachment.get(page, 'bytes')))
      expect(Buffer.compare(a ?? Buffer.alloc(0), b ?? Buffer.alloc(0))).toBe(0)
    }
  })

  test('brings pages and events that arrive long after their dossier', async () => {
    const page = bytes()
    const { createHash } = await import('node:crypto')
    const hash = createHash('sha256').update(page).digest('hex')
    const id = await ground.receive('xa', 'dat', { placements: [placementOf(`page:${hash}`)] })
    await settle()
    expect(await ground.find('dat', 'pages', `page:${hash}`)).toBeUndefined()
    await ground.scan('xa', page)
    const event = await ground.act('xa', id)
    await settle()
    expect(await ground.find('dat', 'pages', `page:${hash}`)).toBeDefined()
    expect(await ground.find('dat', 'journal', event)).toBeDefined()
  })

  test('takes back what was taken back: dossier, pages and the events of others; what its people did stays in its journal', async () => {
    const shared = await ground.scan('xa', bytes())
    const kept = await ground.scan('xa', bytes())
    const so = ground.slugOf('so')
    const id = await ground.receive('xa', 'dat', { placements: [placementOf(shared), placementOf(kept)], sendings: [sendingTo(so)] })
    const theirs = await ground.act('xa', id)
    await settle()
    const own = await ground.act('so', id)
    await ground.database('so', 'dossiers').insert({ ...(await freshFor('so')), placements: [placementOf(kept)] })
    await settle()
    expect(await ground.find('so', 'dossiers', id)).toBeDefined()
    await ground.edit('xa', id, { sendings: [sendingTo(so, true)] })
    await settle()
    expect(await ground.find('so', 'dossiers', id)).toBeUndefined()
    expect(await ground.find('so', 'pages', shared)).toBeUndefined()
    expect(await ground.find('so', 'journal', theirs)).toBeUndefined()
    expect(await ground.find('so', 'pages', kept)).toBeDefined()
    expect(await ground.find('so', 'journal', own)).toBeDefined()
    for (const name of ['xa', 'dat']) {
      expect(await ground.find(name, 'dossiers', id)).toBeDefined()
      expect(await ground.find(name, 'journal', own)).toBeDefined()
      expect(await ground.find(name, 'pages', shared)).toBeDefined()
    }
    await sendAgain(id)
    for (const [kind, one] of [
      ['dossiers', id],
      ['pages', shared],
      ['journal', theirs],
    ] as const) {
      expect(await ground.find('so', kind, one)).toBeDefined()
    }
    expect(await ground.find('so', 'dossiers', id)).toEqual(await ground.find('xa', 'dossiers', id))
  })

  async function freshFor(name: string) {
    const { makeDossier } = await import('#test/integration/centre/centre-records.ts')
    return makeDossier(ground.agenciesOf(name, name))
  }

  async function sendAgain(id: string) {
    const so = ground.slugOf('so')
    await ground.edit('dat', id, { sendings: [sendingTo(so, true), { ...sendingTo(so), id: 'again' }] })
    await settle()
  }

  test('never joins two dossiers that another agency made under the same id', async () => {
    const id = await ground.receive('xa', 'dat')
    await settle()
    const { makeDossier } = await import('#test/integration/centre/centre-records.ts')
    await ground
      .database('so', 'dossiers')
      .insert(makeDossier({ ...ground.agenciesOf('so', 'dat'), _id: id, id, applicant: { name: 'Kẻ lạ' } }))
    await settle()
    expect(await ground.find('xa', 'dossiers', id)).toMatchObject({ applicant: { name: 'Trần Thử Nghiệm' } })
    expect((await ground.find('dat', 'dossiers', id))?.['_conflicts']).toBeUndefined()
    expect(await ground.find('so', 'dossiers', id)).toMatchObject({ applicant: { name: 'Kẻ lạ' } })
    await ground.database('so', 'dossiers').destroy(id, String((await ground.find('so', 'dossiers', id))?.['_rev']))
    await settle()
  })

  test('makes the databases of an agency that the catalogue knows, and remembers what waits for one that it does not know yet', async () => {
    const id = await ground.receive('xa', 'moi')
    await settle()
    expect(await ground.couch.db.list()).not.toContain(`agency-${ground.slugOf('moi')}-dossiers`)
    await ground.describeAgency('moi')
    await ground.edit('xa', id, { subject: 'sửa sau' })
    await settle()
    expect(await ground.find('moi', 'dossiers', id)).toMatchObject({ subject: 'sửa sau' })
  })

  test('stops nobody who sets the same agency up at the same time', async () => {
    const slug = ground.slugOf('nhieu-noi')
    await Promise.all(Array.from({ length: 5 }, () => provisionAgency(ground.couch, slug, [])))
    const designs = await ground.couch.use(databasesOf(slug).dossiers).list({ start_key: '_design/', end_key: '_design0' })
    expect(designs.rows.length).toBeGreaterThan(2)
  })

  test('a document that breaks the schema stops no other', async () => {
    await ground.database('xa', 'dossiers').bulk({ docs: [{ _id: 'dossier:HONG', agencies: 7 }, { _id: 'bua' }] })
    const id = await ground.receive('xa', 'dat')
    await settle()
    expect(await ground.find('dat', 'dossiers', id)).toBeDefined()
  })

  test('finds nothing to do twice', async () => {
    await settle()
    expect(await ground.router.once()).toBe(0)
    expect(await checkRoutes(ground.couch)).toEqual([])
  })
})
