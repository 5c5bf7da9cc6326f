import { describe, expect, it } from 'vitest'
import { createLoadSize } from '#renderer/data/sync/load-size.ts'

describe('the size of a load', () => {
  it('grows while answers come quickly, up to a megabyte', () => {
    const load = createLoadSize()
    const before = load.bytes()
    for (let turn = 0; turn < 20; turn++) load.arrived(100)
    expect(load.bytes()).toBeGreaterThan(before)
    expect(load.bytes()).toBe(1_000_000)
  })

  it('shrinks until a line of 16 kbit/s carries it before the request is given up', () => {
    const load = createLoadSize()
    for (let turn = 0; turn < 20; turn++) load.failed()
    const neededMs = (load.bytes() * 8) / 16
    expect(load.timeoutMs(load.bytes())).toBeGreaterThan(neededMs)
    expect(load.bytes()).toBeGreaterThan(0)
  })

  it('stays as it is while answers come slowly', () => {
    const load = createLoadSize()
    const before = load.bytes()
    load.arrived(20_000)
    expect(load.bytes()).toBe(before)
  })
})
