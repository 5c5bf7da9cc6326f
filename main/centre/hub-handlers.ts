import { z } from 'zod'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import { type HubAddress, parsePairingLine } from '#core/hub/pairing-line.ts'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import { listOfferedHubs } from '#main/centre/find-hubs.ts'
import { openNetwork } from '#main/centre/pinned-session.ts'
import type { Switchboard } from '#main/centre/set-up-centre.ts'

const Place = z.object({ level: z.literal('office'), name: z.string() })
const timeoutMs = 10_000

/** Choosing the office's hub: what is offered in the LAN, pairing by the line that the hub shows, going back to the centre. */
export function hubHandlers(board: Switchboard): CapabilityHandlers<'hub'> {
  return {
    status: async () => {
      const hub = board.hub()
      return {
        canPair: true,
        centre: board.centre === undefined ? null : new URL(board.centre).host,
        hub: hub === undefined ? null : { name: hub.name, address: new URL(hub.origin).host, fingerprint: hub.fingerprint },
      }
    },
    discover: () => listOfferedHubs(),
    pair: async ({ line }) => {
      const address = parsePairingLine(line)
      if (address === undefined) throw new BridgeRefusal('invalid', 'no pairing line')
      const name = await greet(address)
      await board.connect({ ...address, name })
      return { name }
    },
    leave: async () => board.connect(undefined),
  }
}

/** Asks the hub for its name before anything is changed; only the pinned certificate may answer. */
async function greet({ origin, fingerprint }: HubAddress): Promise<string> {
  const answer = await openNetwork(fingerprint)
    .fetch(`${origin}/centre/api/place`, {
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    .catch((error: unknown) => {
      const text = String(error)
      if (text.includes('ERR_CERT') || text.includes('ERR_SSL'))
        throw new BridgeRefusal('untrusted', 'another certificate answers at this address')
      throw new BridgeRefusal('not_found', text)
    })
  const place = Place.safeParse(await answer.json().catch(() => undefined))
  if (!place.success) throw new BridgeRefusal('not_found', 'no hub answers at this address')
  return place.data.name
}
