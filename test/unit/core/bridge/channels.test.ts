import { describe, expect, it } from 'vitest'
import { bridgeCalls, channelOf } from '#core/bridge/channels.ts'
import { bridgeContract } from '#core/bridge/contract.ts'

describe('the channel list of the preload', () => {
  it('names exactly the calls of the contract', () => {
    const contract = Object.entries(bridgeContract).map(([capability, calls]) => [capability, Object.keys(calls)])
    expect(Object.fromEntries(contract)).toEqual(bridgeCalls)
  })

  it('gives every call a channel of its own', () => {
    const channels = Object.entries(bridgeCalls).flatMap(([capability, calls]) => calls.map((call) => channelOf(capability, call)))
    expect(new Set(channels).size).toBe(channels.length)
    expect(channels).toContain('bridge:scan.next')
  })
})
