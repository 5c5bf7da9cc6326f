import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import type { Keeper } from '#main/security/keeper.ts'

export function keyStoreHandlers(keeper: Keeper): CapabilityHandlers<'keyStore'> {
  return {
    wrap: async ({ secret }) => {
      if (!keeper.available) throw new BridgeRefusal('unsupported', 'the system has no key store')
      return { wrapped: keeper.seal(secret) }
    },
    unwrap: async ({ wrapped }) => {
      if (!keeper.available) throw new BridgeRefusal('unsupported', 'the system has no key store')
      return { secret: openOrRefuse(keeper, wrapped) }
    },
  }
}

function openOrRefuse(keeper: Keeper, wrapped: string): string {
  try {
    return keeper.open(wrapped)
  } catch {
    // Another PC, another Windows user, or a damaged profile.
    throw new BridgeRefusal('not_found', 'this key store did not wrap that secret')
  }
}
