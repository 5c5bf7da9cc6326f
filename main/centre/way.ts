import { readCookies, writeCookies } from '#main/centre/cookie-file.ts'
import { type Cookie, CookieJar } from '#main/centre/cookie-jar.ts'
import { forwardTo } from '#main/centre/forward.ts'
import { openNetwork } from '#main/centre/pinned-session.ts'
import type { Keeper } from '#main/security/keeper.ts'

/** Where a server is, the file of its cookies and, for a hub, the certificate that it must show. */
export type WayTo = { origin: string; cookieFile: string; fingerprint?: string }

export type Way = {
  answer(request: Request): Promise<Response>
  /** Who this desk is; the same at the hub and at the centre, so it goes along when the desk changes over. */
  credentials(): Cookie[]
}

const deviceCookie = 'mc_device'

/** The way to one server: its cookies and a network session of its own. */
export async function openWay(to: WayTo, keeper: Keeper, carried: Cookie[]): Promise<Way> {
  const { origin, cookieFile, fingerprint } = to
  const stored = await readCookies(cookieFile, origin, keeper)
  const own = carried.length === 0 ? stored : [...stored.filter(({ name }) => name !== deviceCookie), ...carried]
  const jar = new CookieJar(own)
  const network = openNetwork(fingerprint)
  let lastWrite: Promise<void> = Promise.resolve()
  const keepCookies = (): Promise<void> => {
    lastWrite = lastWrite.catch(() => undefined).then(() => writeCookies(cookieFile, origin, jar.lasting(), keeper))
    return lastWrite
  }
  if (carried.length > 0) await keepCookies()
  return {
    answer: forwardTo({ origin, jar, fetch: (address, init) => network.fetch(address, init), keepCookies }),
    credentials: () => jar.lasting().filter(({ name }) => name === deviceCookie),
  }
}
