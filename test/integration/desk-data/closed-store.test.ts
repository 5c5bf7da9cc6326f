import { expect, test } from 'vitest'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

test('goes on saving when the browser has closed its databases, as Chromium does once a disk was full', async () => {
  const { desk } = ground
  // Before the desk opens: Dexie holds on to the function it finds then.
  await desk.context.addInitScript(() => {
    const opened = new Set<IDBDatabase>()
    const open = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof open>) {
      opened.add(this)
      return open.apply(this, args)
    }
    // What Chromium does to the page: the connections are gone, and each is told so.
    window.addEventListener('close-databases', (event) => {
      for (const database of opened) {
        if (!database.name.startsWith('rxdb')) continue
        if (event instanceof CustomEvent) event.detail.push(database.name)
        database.close()
        database.dispatchEvent(new Event('close'))
      }
    })
  })
  await desk.reload()
  await desk.signIn('an.nt')
  const before = await desk.takeIn({ name: 'Trước Khi Đầy' })
  const closed = await desk.page.evaluate(() => {
    const event = new CustomEvent<string[]>('close-databases', { detail: [] })
    window.dispatchEvent(event)
    return event.detail.length
  })
  expect(closed).toBeGreaterThan(3)
  const after = await desk.takeIn({ name: 'Sau Khi Đầy' })
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  await desk.reload()
  await desk.signIn('an.nt')
  for (const id of [before, after]) expect(await desk.look(id)).toMatchObject({ mark: { state: 'acknowledged' } })
})
