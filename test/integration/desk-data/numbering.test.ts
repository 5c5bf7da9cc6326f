import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DeskCentre, startDeskCentre } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

let centre: DeskCentre
let profile: string
beforeAll(async () => {
  centre = await startDeskCentre()
})
afterAll(() => centre.close())
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'mot-cua-numbering-'))
})
afterEach(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }))

const numbering = (desk: TestDesk) => desk.page.evaluate(() => deskPage.use().numbering.get())
const moveClock = (desk: TestDesk, days: number) =>
  desk.page.evaluate((ms) => {
    deskPage.clockOffsetMs = ms
  }, days * 86_400_000)

/** The slot of a desk that has met the centre. */
async function slotOf(desk: TestDesk): Promise<number> {
  expect(await desk.signIn('an.nt')).toBe('ok')
  await desk.sync()
  const { slot, problem } = await numbering(desk)
  expect(problem).toBeNull()
  return slot ?? 0
}

test('a desk keeps its slot over restarts', async () => {
  const desk = await openTestDesk(centre.origin, profile)
  const slot = await slotOf(desk)
  await desk.reload()
  expect(await slotOf(desk)).toBe(slot)
  await desk.close()
})

test('a profile whose store was wiped and whose cookie stayed gets another slot, because it no longer knows what it issued', async () => {
  const desk = await openTestDesk(centre.origin, profile)
  const slot = await slotOf(desk)
  await desk.page.evaluate(() => deskPage.close())
  await desk.page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        indexedDB.deleteDatabase(name).onsuccess = resolve
      })
    }
  })
  expect((await desk.context.cookies(`${centre.origin}/centre`)).map(({ name }) => name)).toContain('mc_device')
  expect(await desk.reload()).toBe('open')
  expect(await slotOf(desk)).not.toBe(slot)
  await desk.close()
})

test('of a profile and its copy, cookies and all, only one keeps the slot', async () => {
  const first = await openTestDesk(centre.origin, profile)
  const slot = await slotOf(first)
  await first.close()
  const copyFolder = `${profile}-copy`
  await cp(profile, copyFolder, { recursive: true, filter: (path) => !path.includes('Singleton') })
  const slots: number[] = []
  for (const folder of [copyFolder, profile]) {
    const desk = await openTestDesk(centre.origin, folder)
    slots.push(await slotOf(desk))
    await desk.close()
  }
  await rm(copyFolder, { recursive: true, force: true, maxRetries: 5 })
  expect(slots[0]).toBe(slot)
  expect(slots[1]).not.toBe(slot)
})

test('a clock that was once set far ahead stops a desk only until it meets the centre, which gives it another slot', async () => {
  const desk = await openTestDesk(centre.origin, profile)
  const slot = await slotOf(desk)
  await desk.cutLine()
  await moveClock(desk, 30)
  await desk.takeIn({ name: 'Người Của Tháng Sau' })
  await moveClock(desk, 0)
  await expect(desk.takeIn({ name: 'Người Hôm Nay' })).rejects.toThrow('clock-set-back')
  expect(await numbering(desk)).toMatchObject({ slot, problem: 'clock_set_back' })
  await desk.mendLine()
  await desk.sync()
  const after = await numbering(desk)
  expect(after.problem).toBeNull()
  expect(after.slot).not.toBe(slot)
  await desk.takeIn({ name: 'Người Hôm Nay' })
  await desk.close()
})
