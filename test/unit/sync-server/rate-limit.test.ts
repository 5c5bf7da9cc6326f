import { expect, test } from 'vitest'
import { RateLimit } from '#sync-server/api/rate-limit.ts'

const limit = () => new RateLimit({ calls: 3, windowMs: 60_000 })

test('lets so many calls through and tells the next one how long to wait', () => {
  const guard = limit()
  for (let n = 0; n < 3; n++) guard.take('device:1', n * 1000)
  expect(() => guard.take('device:1', 20_000)).toThrow(
    expect.objectContaining({ status: 429, code: 'too_many', extra: { retryAfterSeconds: 40 } }),
  )
})

test('counts each caller apart, and anew after the time is over', () => {
  const guard = limit()
  for (let n = 0; n < 3; n++) guard.take('device:1', 0)
  expect(() => guard.take('device:2', 0)).not.toThrow()
  expect(() => guard.take('device:1', 59_999)).toThrow()
  expect(() => guard.take('device:1', 60_000)).not.toThrow()
})
