import { join } from 'node:path'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'
import type { FaultWorld } from '../fault.ts'
import { startCentreProcess } from './centre-process.ts'
import { clerkLogin } from './clerk.ts'
import { type DeskProcess, type DeskProcessOptions, openDeskProcess } from './desk-process.ts'
import { type Acknowledgement, type Oracle, openOracle } from './oracle.ts'

/** A counter in a commune: the centre as a process, a line that can be cut, desks on profiles, and the oracle that hears them. */
export type Counter = {
  centre: SomeCentre
  line: TcpProxy
  oracle: Oracle
  /** Whose intake a name is; acknowledgements are told by name. */
  trialOf: Map<string, number>
  /** Starts the desk on the profile of that name; one that is new signs in and is enrolled. */
  open(profile: string, more?: Partial<DeskProcessOptions>): Promise<DeskProcess>
  /** A desk that the centre has come to know, with the whole desk kept for offline starts. */
  enrol(profile: string, more?: Partial<DeskProcessOptions>): Promise<DeskProcess>
  profileFolder(profile: string): string
  /** Kills every open desk at the moment its screen says this, before the page can do anything more. */
  strikeAt(said: (seen: Acknowledgement) => boolean): void
  close(): Promise<void>
}

/** What a counter needs of a centre, which the fault itself may hold in its hand. */
export type SomeCentre = { origin: string; port: number; close(): Promise<void> }

export async function openCounter({ folder, webRoot, shell }: FaultWorld, given?: SomeCentre): Promise<Counter> {
  const centre = given ?? (await startCentreProcess({ folder, webRoot, ...centralOf(process.env) }))
  const oracle = openOracle(join(folder, 'oracle.jsonl'))
  const trialOf = new Map<string, number>()
  const open = new Set<DeskProcess>()
  const strikeAll = () => {
    for (const desk of open) desk.strike()
  }
  let isTime: (seen: Acknowledgement) => boolean = () => false
  const strikeAt = (said: typeof isTime) => {
    isTime = said
  }
  const line = await startTcpProxy({ port: centre.port }, (path) => {
    const seen = hear(path, trialOf)
    if (seen !== 'kill' && seen !== undefined) oracle.note(seen)
    if (seen === 'kill' || (seen !== undefined && isTime(seen))) strikeAll()
  })
  const profileFolder = (profile: string) => join(folder, `desk-${profile}`)
  const openDesk = async (profile: string, more?: Partial<DeskProcessOptions>) => {
    const hooks = { relaxed: false, acknowledgements: true }
    const desk = await openDeskProcess({ shell, origin: line.origin, profile: profileFolder(profile), hooks, ...more })
    open.add(desk)
    void desk.gone.then(() => open.delete(desk))
    return desk
  }
  return {
    centre,
    line,
    oracle,
    trialOf,
    open: openDesk,
    async enrol(profile, more) {
      const desk = await openDesk(profile, more)
      await desk.screen.signIn(clerkLogin, `Quầy ${profile}`)
      await desk.screen.waitForStatus(/Đã gửi hết/)
      // From here on the web desk opens without a network, as the Electron desk does.
      if (shell === 'web') await desk.page.evaluate(async () => void (await navigator.serviceWorker.ready))
      return desk
    },
    profileFolder,
    strikeAt,
    async close() {
      for (const desk of [...open]) await desk.close()
      await line.close()
      await centre.close()
      oracle.close()
    },
  }
}

/** What the page's hooks say: what the screen showed, or that the step has come at which the desk is to die. */
function hear(path: string, trialOf: Counter['trialOf']): Acknowledgement | 'kill' | undefined {
  const { pathname, searchParams: said } = new URL(path, 'http://desk')
  if (pathname.endsWith('/kill')) return 'kill'
  const kind = said.get('kind')
  if (kind !== 'draft' && kind !== 'page' && kind !== 'saved' && kind !== 'sent') return undefined
  const name = said.get('name') ?? ''
  return { kind, name, trial: trialOf.get(name) ?? -1, code: said.get('code') ?? '', page: said.get('page') ?? '' }
}

/** A real CouchDB behind the centre, where COUCHDB_URL names one. */
export function centralOf({ COUCHDB_URL: central }: NodeJS.ProcessEnv): { central?: string } {
  return central === undefined ? {} : { central }
}

const sendMs = 120_000

/**
 * The line is mended, the PC says so, and the desk sends until it says that all has been sent. Where it asks for a sign-in (the shell
 * writes its cookies to disk seconds late, so that a kill soon after enrolment takes the device's), the official signs in.
 */
export async function sendAll({ line }: Pick<Counter, 'line'>, { page, screen }: DeskProcess): Promise<void> {
  line.restore()
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  const words = page.locator('.mc-status-words')
  const settled = (text: RegExp) => words.filter({ hasText: text }).waitFor({ timeout: sendMs })
  try {
    await settled(/Đã gửi hết|Cần đăng nhập lại/)
    if (/Cần đăng nhập lại/.test((await words.textContent()) ?? '')) {
      await screen.signOut()
      await screen.signIn(clerkLogin)
      await settled(/Đã gửi hết/)
    }
  } catch (cause) {
    throw new Error(`not all was sent: ${await words.textContent()}`, { cause })
  }
}
