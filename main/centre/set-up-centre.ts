import { join } from 'node:path'
import { app } from 'electron'
import type { CapabilityHandlers } from '#main/bridge/bridge-handlers.ts'
import { findCentreOrigin } from '#main/centre/centre-config.ts'
import { findPairedHub, type PairedHub, writePairedHub } from '#main/centre/hub-file.ts'
import { hubHandlers } from '#main/centre/hub-handlers.ts'
import { openWay, type Way } from '#main/centre/way.ts'
import { getKeeper } from '#main/security/keeper.ts'

/** Answers one request of the page for `/centre/*`. */
export type Centre = (request: Request) => Promise<Response>

/** The server that this desk talks to, which a person at the desk may change. */
export type Switchboard = {
  centre: string | undefined
  hub(): PairedHub | undefined
  /** From the next request on; undefined = the province's centre. */
  connect(hub: PairedHub | undefined): Promise<void>
}

/** The way to the centre, or to the office's hub where this desk was paired with one. */
export async function setUpCentre(): Promise<{ centre: Centre; hub: CapabilityHandlers<'hub'> }> {
  const profile = app.getPath('userData')
  const hubFile = join(profile, 'hub.json')
  const origin = await findCentreOrigin(join(profile, 'config.json'), process.env)
  let hub = await findPairedHub(hubFile)
  const open = (): Promise<Way | undefined> => openTo({ profile, origin, hub, carried: way })
  let way: Way | undefined
  way = await open()
  const board: Switchboard = {
    centre: origin,
    hub: () => hub,
    async connect(next) {
      await writePairedHub(hubFile, next)
      hub = next
      way = await open()
    },
  }
  return {
    centre: async (request) => way?.answer(request) ?? Response.json({ code: 'unreachable' }, { status: 502 }),
    hub: hubHandlers(board),
  }
}

type Opening = { profile: string; origin: string | undefined; hub: PairedHub | undefined; carried: Way | undefined }

async function openTo({ profile, origin, hub, carried }: Opening): Promise<Way | undefined> {
  const cookies = carried?.credentials() ?? []
  if (hub !== undefined) {
    const to = { origin: hub.origin, cookieFile: join(profile, 'hub-cookies.json'), fingerprint: hub.fingerprint }
    return openWay(to, getKeeper(), cookies)
  }
  return origin === undefined ? undefined : openWay({ origin, cookieFile: join(profile, 'centre.json') }, getKeeper(), cookies)
}
