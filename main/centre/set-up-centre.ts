import { join } from 'node:path'
import { app, session } from 'electron'
import { findCentreOrigin } from '#main/centre/centre-config.ts'
import { readCookies, writeCookies } from '#main/centre/cookie-file.ts'
import { CookieJar } from '#main/centre/cookie-jar.ts'
import { forwardTo } from '#main/centre/forward.ts'
import { getKeeper } from '#main/security/keeper.ts'

/** Answers one request of the page for `/centre/*`. */
export type Centre = (request: Request) => Promise<Response>

/** The way to the centre: where it is, its cookies, and a network session that nobody else uses. */
export async function setUpCentre(): Promise<Centre> {
  const profile = app.getPath('userData')
  const origin = await findCentreOrigin(join(profile, 'config.json'), process.env)
  if (!origin) return async () => Response.json({ code: 'unreachable' }, { status: 502 })
  const cookieFile = join(profile, 'centre.json')
  const keeper = getKeeper()
  const jar = new CookieJar(await readCookies(cookieFile, origin, keeper))
  // In memory, without a cache: what the centre says is kept by the desk's own sealed store or not at all.
  const network = session.fromPartition('centre', { cache: false })
  network.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  let lastWrite: Promise<void> = Promise.resolve()
  return forwardTo({
    origin,
    jar,
    fetch: (address, init) => network.fetch(address, init),
    keepCookies: () => {
      lastWrite = lastWrite.catch(() => undefined).then(() => writeCookies(cookieFile, origin, jar.lasting(), keeper))
      return lastWrite
    },
  })
}
