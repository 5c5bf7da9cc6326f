import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DeskCentre, startDeskCentre } from './desk-centre.ts'
import { openTestDesk } from './open-test-desk.ts'

let centre: DeskCentre
beforeAll(async () => {
  centre = await startDeskCentre()
})
afterAll(() => centre.close())

const citizen = { name: 'Huỳnh Thị Bí Mật', personalId: '080195007771', page: 'Trang quét SEALEDPAGETEXT' }

test('every read-write transaction of records and pages asks for strict durability (M6)', async () => {
  const desk = await openTestDesk(centre.origin)
  await desk.signIn('an.nt')
  await desk.takeIn(citizen)
  await desk.sync()
  const durabilities = await desk.page.evaluate(() => globalThis.durabilities)
  expect(durabilities.length).toBeGreaterThan(10)
  expect(new Set(durabilities)).toEqual(new Set(['strict']))
  await desk.close()
})

test('the disk holds no name, number or page text of a citizen, sent or unsent, once the desk is closed', async () => {
  const desk = await openTestDesk(centre.origin)
  await desk.signIn('an.nt')
  await desk.takeIn(citizen)
  await desk.sync()
  await desk.cutLine()
  await desk.takeIn({ ...citizen, page: 'Trang thứ hai SEALEDPAGETEXT' })
  await desk.page.evaluate(() => deskPage.close())
  await desk.context.close()
  const files = await readTree(join(desk.profile, 'Default'))
  // Proof that the search can find: officials stand on the sign-in screen and are not sealed.
  expect(holding(files, 'person:an.nt')).not.toEqual([])
  for (const secret of [citizen.name, citizen.personalId, 'SEALEDPAGETEXT', 'Bí Mật']) expect(holding(files, secret)).toEqual([])
  await desk.close()
})

test('a desk asks the browser to keep its storage, and says what was answered', async () => {
  const desk = await openTestDesk(centre.origin)
  await desk.context.addInitScript(() => {
    const asked = { times: 0 }
    Object.assign(globalThis, { asked })
    StorageManager.prototype.persisted = async () => false
    StorageManager.prototype.persist = async () => {
      asked.times += 1
      return true
    }
  })
  await desk.reload()
  const heard = await desk.page.evaluate(() => [Reflect.get(globalThis, 'asked').times, deskPage.use().persisted.get()])
  expect(heard).toEqual([1, true])
  await desk.close()
})

async function readTree(folder: string): Promise<{ path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Promise.all(files.map(async (path) => ({ path, bytes: await readFile(path) })))
}

/** Files that hold the text as UTF-8 or as UTF-16, the two ways in which a browser writes it. */
function holding(files: { path: string; bytes: Buffer }[], text: string): string[] {
  const needles = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]
  return files.filter(({ bytes }) => needles.some((needle) => bytes.includes(needle))).map(({ path }) => path)
}
