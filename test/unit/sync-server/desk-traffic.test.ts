import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeskTraffic } from '#sync-server/desk-traffic.ts'

describe('making way for desks', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  it('waits for nothing where no desk is served', async () => {
    const traffic = new DeskTraffic()
    const before = performance.now()
    await traffic.calm(1000)
    expect(performance.now()).toBe(before)
  })

  it('does not wait before a first piece of work, whoever is served', async () => {
    const traffic = new DeskTraffic()
    traffic.begin()
    await expect(traffic.calm(0)).resolves.toBeUndefined()
  })

  it('goes on a moment after the last request has ended', async () => {
    const traffic = new DeskTraffic()
    const end = [traffic.begin(), traffic.begin()]
    const waiting = watch(traffic.calm(1000))
    end[0]?.()
    await vi.advanceTimersByTimeAsync(100)
    expect(waiting.over).toBe(false)
    end[1]?.()
    await vi.advanceTimersByTimeAsync(30)
    expect(waiting.over).toBe(false)
    await vi.advanceTimersByTimeAsync(30)
    expect(waiting.over).toBe(true)
  })

  it('starts to wait anew where another request follows at once', async () => {
    const traffic = new DeskTraffic()
    traffic.begin()()
    const waiting = watch(traffic.calm(1000))
    const end = traffic.begin()
    await vi.advanceTimersByTimeAsync(200)
    expect(waiting.over).toBe(false)
    end()
    await vi.advanceTimersByTimeAsync(50)
    expect(waiting.over).toBe(true)
  })

  it('is held up for no longer than twice the time of its last piece of work', async () => {
    const traffic = new DeskTraffic()
    traffic.begin()
    const waiting = watch(traffic.calm(1000))
    await vi.advanceTimersByTimeAsync(1990)
    expect(waiting.over).toBe(false)
    await vi.advanceTimersByTimeAsync(20)
    expect(waiting.over).toBe(true)
  })
})

function watch(promise: Promise<void>): { over: boolean } {
  const state = { over: false }
  void promise.then(() => {
    state.over = true
  })
  return state
}
