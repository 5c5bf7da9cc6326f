import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { batchesAtOnce, Turns } from '#sync-server/api/turns.ts'
import { embeddedVendor } from '#sync-server/embedded/vendor.ts'

test('no more run at a time than may, all get their turn in the order they came', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 7 }, (_, number) =>
      turns.take(async () => {
        begun.push(number)
        running += 1
        most = Math.max(most, running)
        await wait(2)
        running -= 1
      }),
    ),
  )
  expect(most).toBe(2)
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('what fails tells its own caller and makes room for the next', async () => {
  const turns = new Turns(1)
  const failed = turns.take(async () => {
    throw new Error('no line')
  })
  const next = turns.take(async () => 'done')
  await expect(failed).rejects.toThrow('no line')
  expect(await next).toBe('done')
})

test('CouchDB takes some batches at a time, the embedded store all that come', async () => {
  const greeting = { couchdb: 'Welcome', version: '3.5.2', git_sha: '', uuid: '', features: [] }
  const greetedBy = (name: string) => ({ info: async () => ({ ...greeting, vendor: { name } }) })
  expect(await batchesAtOnce(greetedBy('The Apache Software Foundation'))).toBe(16)
  expect(await batchesAtOnce(greetedBy(embeddedVendor))).toBe(Number.POSITIVE_INFINITY)
})
