import { setTimeout as wait } from 'node:timers/promises'
import { Bonjour } from 'bonjour-service'
import type { OfferedHub } from '#core/bridge/hub.ts'
import { hubServiceType } from '#core/hub/service-type.ts'

/** How long hubs may take to answer. */
const listenMs = 2_500

/** Hubs that offer themselves in the LAN (mDNS); none where the LAN does not let such questions through. */
export async function listOfferedHubs(): Promise<OfferedHub[]> {
  const bonjour = new Bonjour({}, () => undefined)
  try {
    const browser = bonjour.find({ type: hubServiceType })
    await wait(listenMs)
    return browser.services.flatMap(({ name, port, addresses, txt }) => {
      const host = addresses?.find((one) => /^\d+(\.\d+){3}$/.test(one))
      const agency: unknown = txt?.agency
      return host === undefined ? [] : [{ name, agencyName: typeof agency === 'string' ? agency : '', address: `${host}:${port}` }]
    })
  } catch {
    return []
  } finally {
    bonjour.destroy()
  }
}
