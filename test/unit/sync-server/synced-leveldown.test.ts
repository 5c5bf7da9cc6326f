import { expect, test } from 'vitest'
import { type LevelWrites, syncWrites } from '#sync-server/embedded/synced-leveldown.ts'

test('asks the disk to keep every put, deletion and batch before it is answered', () => {
  const asked: [string, unknown][] = []
  const store: LevelWrites = syncWrites({
    _put: (_key, _value, options) => void asked.push(['put', options]),
    _del: (_key, options) => void asked.push(['del', options]),
    _batch: (_operations, options) => void asked.push(['batch', options]),
  })
  const done = (): void => undefined
  store._put('a', 'b', {}, done)
  store._del('a', { sync: false }, done)
  store._batch([], { other: 1 }, done)
  expect(asked).toEqual([
    ['put', { sync: true }],
    ['del', { sync: true }],
    ['batch', { other: 1, sync: true }],
  ])
})
