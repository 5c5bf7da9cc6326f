import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeDossier } from '#test/integration/centre/centre-records.ts'
import { type DeskCentre, startDeskCentre, tanAn } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

const closed = 1100
const act = { at: '2025-08-01T09:00:00+07:00', by: 'person:an.nt', byName: 'Nguyễn Thị An' }

let centre: DeskCentre
let desk: TestDesk
/** Of the dossiers made here: a CouchDB that several files share holds more. */
let made: string[]
beforeAll(async () => {
  centre = await startDeskCentre()
  const docs = Array.from({ length: closed + 1 }, (_, turn) => wholeDossier(turn === 600 ? 4 : 10))
  await centre.couch.use<Record<string, unknown>>(tanAn.dossiers).bulk({ docs })
  made = docs.map(({ _id }) => _id)
})
afterAll(() => centre.close())
beforeEach(async () => {
  desk = await openTestDesk(centre.origin)
})
afterEach(() => desk.close())

/** A dossier as a desk can read it; closed ones are more than a year old. */
function wholeDossier(status: 4 | 10): Record<string, unknown> & { _id: string } {
  const base = makeDossier()
  const done = status === 10
  const returned = { act, to: 'TRẦN VĂN CŨ', relation: 'applicant', signatureNote: 'Đã ký', authorisation: '' }
  const outside = { state: 'not_sent', at: null, note: '' }
  return {
    ...base,
    applicant: {
      type: 'citizen',
      name: done ? 'TRẦN VĂN CŨ' : 'LÊ THỊ ĐANG GIẢI QUYẾT',
      personalId: '080090001234',
      oldId: null,
      taxCode: null,
      birthDate: '1990-02-01',
      sex: 'male',
      address: { text: 'Khu phố 1', unitCode: '27712' },
      phone: '0901234567',
      email: null,
      nameToCheck: false,
    },
    sync: { nationalPortal: outside, ministry: outside, warehouse: outside },
    business: {
      status,
      stage: done ? null : 'examining',
      statusBefore: null,
      stageBefore: null,
      since: act.at,
      holder: { role: done ? null : 'specialist', person: null, name: '', since: act.at },
    },
    delivery: { state: done ? 'returned' : 'waiting', method: 'counter', place: '', returned: done ? returned : null },
    received: { ...act, deskName: 'Quầy 1' },
    proposal: null,
    decision: done ? { act, outcome: 'grant', text: '' } : null,
    result: done ? { act, number: '1', title: 'Giấy', issuedOn: '2025-08-01' } : null,
    refusal: null,
    stop: null,
    withdrawal: null,
    book: null,
    rating: null,
    updated: { ...act, role: 'one_stop_official' },
  }
}

const held = () => desk.page.evaluate(() => deskPage.use().dossiers.rows.get().length)
const status = () => desk.page.evaluate(() => deskPage.use().sync.status.get())

test('brings open dossiers first, can be put off and goes on from where it was, and then holds everything', {
  timeout: 240_000,
}, async () => {
  const asked: string[] = []
  let changesSeen = 0
  await desk.context.route('**/centre/**', async (route) => {
    const url = route.request().url()
    asked.push(url)
    if (url.includes('-dossiers/_changes')) {
      changesSeen += 1
      // The first page is here: somebody puts the rest off while the second one is on its way.
      if (changesSeen === 2) await desk.page.evaluate(() => deskPage.use().sync.pauseLoad())
    }
    return route.continue()
  })
  expect(await desk.signIn('an.nt')).toBe('ok')
  await desk.page.waitForFunction(() => deskPage.use().sync.status.get().loadPaused)
  await desk.sync()
  const first = await held()
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThan(closed)
  expect(asked.findIndex((url) => url.includes('/open-dossiers'))).toBeLessThan(
    asked.findIndex((url) => url.includes('-dossiers/_changes')),
  )
  const names = await desk.page.evaluate(() =>
    deskPage
      .use()
      .dossiers.rows.get()
      .map((row) => row.applicantName),
  )
  expect(names).toContain('LÊ THỊ ĐANG GIẢI QUYẾT')
  // Work goes out although the load stands still, also after a restart.
  const id = await desk.takeIn({ name: 'Người Đến Trong Lúc Tải' })
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  await desk.reload()
  expect(await desk.signIn('an.nt')).toBe('ok')
  await desk.sync()
  expect(await status()).toMatchObject({ loadPaused: true })
  expect(await held()).toBe(first + 1)
  await desk.page.evaluate(() => deskPage.use().sync.resumeLoad())
  await desk.page.waitForFunction(
    (all) => {
      const here = new Set<string>(
        deskPage
          .use()
          .dossiers.rows.get()
          .map((row) => row.id),
      )
      return all.every((one) => here.has(one))
    },
    [...made, id],
    { timeout: 200_000 },
  )
  await expect.poll(status).toMatchObject({ firstLoad: null, loadPaused: false })
  expect(await desk.look(id)).toMatchObject({ mark: { state: 'acknowledged' } })
})

test('closed dossiers leave the desk after their time, never unsent ones; they are found at the centre and come back', {
  timeout: 240_000,
}, async () => {
  expect(await desk.signIn('an.nt')).toBe('ok')
  await desk.page.waitForFunction((all) => deskPage.use().dossiers.rows.get().length >= all, closed + 1, { timeout: 200_000 })
  await desk.sync()
  const before = await held()
  await desk.page.evaluate(() => deskPage.use().records.setPolicy({ keepMonths: 12 }))
  const fresh = await desk.takeIn({ name: 'Người Mới Nộp' })
  await desk.sync()
  await desk.page.evaluate(async () => {
    deskPage.clockOffsetMs += 11 * 60_000
  })
  await desk.page.waitForFunction((all) => deskPage.use().dossiers.rows.get().length < all, before + 1, { timeout: 120_000 })
  await expect.poll(held, { timeout: 200_000 }).toBe(before + 1 - closed)
  expect(await desk.look(fresh)).toBeTruthy()
  const found = await desk.page.evaluate(() => deskPage.use().centreSearch.find('tran van cu'))
  if (found.kind !== 'found') throw new Error(found.kind)
  expect(found.dossiers).toHaveLength(50)
  const [one] = found.dossiers
  await desk.page.evaluate(async (id) => {
    if (id !== undefined) await deskPage.use().centreSearch.bring(id)
  }, one?.id)
  expect((await desk.look(one?.id ?? '')).dossier.business.status).toBe(10)
  // Numbering goes on above what was given, also when the profile is read anew.
  await desk.reload()
  expect(await desk.signIn('an.nt')).toBe('ok')
  expect(await held()).toBe(before + 2 - closed)
})
