import { join } from 'node:path'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'
import type { FaultWorld } from '../fault.ts'
import { type CentreProcess, startCentreProcess } from './centre-process.ts'
import { clerkLogin } from './clerk.ts'
import { type DeskProcess, type DeskProcessOptions, openDeskProcess } from './desk-process.ts'
import { type Oracle, openOracle } from './oracle.ts'

/** A counter in a commune: the centre as a process, a line that can be cut, desks on profiles, and the oracle that hears them. */
export type Counter = {
  centre: CentreProcess
  line: TcpProxy
  oracle: Oracle
  /** Whose intake a name is; acknowledgements are told by name. */
  trialOf: Map<string, number>
  /** Starts the desk on the profile of that name; one that is new signs in and is enrolled. */
  open(profile: string, more?: Partial<DeskProcessOptions>): Promise<DeskProcess>
  /** A desk that the centre has come to know, with the whole desk kept for offline starts. */
  enrol(profile: string, more?: Partial<DeskProcessOptions>): Promise<DeskProcess>
  profileFolder(profile: string): string
  close(): Promise<void>
}

export async function openCounter(world: FaultWorld, central?: string): Promise<Counter> {
  const { folder, webRoot, shell } = world
  const centre = await startCentreProcess({ folder, webRoot, ...(central === undefined ? {} : { central }) })
  const oracle = openOracle(join(folder, 'oracle.jsonl'))
  const trialOf = new Map<string, number>()
  const open = new Set<DeskProcess>()
  const strikeAll = () => {
    for (const desk of open) desk.strike()
  }
  const line = await startTcpProxy({ port: centre.port }, (path) => hear(path, { oracle, trialOf, strikeAll }))
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
    async close() {
      for (const desk of [...open]) await desk.close()
      await line.close()
      await centre.close()
      oracle.close()
    },
  }
}

type Ears = Pick<Counter, 'oracle' | 'trialOf'> & { strikeAll(): void }

/** What the page's hooks say. A page that asks to be killed is not answered: it dies as it stands. */
function hear(path: string, { oracle, trialOf, strikeAll }: Ears): void {
  const { pathname, searchParams: said } = new URL(path, 'http://desk')
  if (pathname.endsWith('/kill')) {
    strikeAll()
    return
  }
  const kind = said.get('kind')
  if (kind !== 'draft' && kind !== 'page' && kind !== 'saved' && kind !== 'sent') return
  const name = said.get('name') ?? ''
  oracle.note({ kind, name, trial: trialOf.get(name) ?? -1, code: said.get('code') ?? '', page: said.get('page') ?? '' })
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
