import { Bonjour } from 'bonjour-service'
import { hubServiceType } from '#core/hub/service-type.ts'

export type LanOffer = { close(): Promise<void> }

/**
 * Offers this hub in the LAN (mDNS), so that a desk can list it. An offer is no proof: a desk connects only to the fingerprint that a
 * person gave it. A LAN that forbids mDNS is no failure of the hub's.
 */
export function offerInLan({ name, agencyName, port }: { name: string; agencyName: string; port: number }): LanOffer {
  const silent = (): undefined => undefined
  const bonjour = new Bonjour({}, silent)
  const service = bonjour.publish({
    name: `${name} (${port})`,
    type: hubServiceType,
    port,
    txt: { agency: agencyName },
    probe: false,
    disableIPv6: true,
  })
  service.on('error', silent)
  return {
    close: () =>
      new Promise((resolve) => {
        bonjour.unpublishAll(() => bonjour.destroy(() => resolve()))
      }),
  }
}
