import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright'
import { type DeskScreen, makeDeskScreen } from '#test/support/desk-screen.ts'
import { launchDesk } from '#test/support/launch-desk.ts'
import { launchWeb } from '#test/support/launch-web.ts'
import type { Shell } from '../fault.ts'
import { type HookSettings, installPageHooks } from './page-hooks.ts'
import { findMainProcess, groupOf, listGroup, signalGroup } from './process-tree.ts'

/** One desk as it stands on a counter: a shell in processes of its own, on a profile on disk. */
export type DeskProcess = {
  page: Page
  screen: DeskScreen
  context: BrowserContext
  profile: string
  mainPid: number
  /** `kill -9` of all of it, at once. */
  strike(): void
  /** Resolves when all its processes have gone, however they went. */
  gone: Promise<void>
  close(): Promise<void>
}

export type DeskProcessOptions = { shell: Shell; origin: string; profile: string; hooks?: HookSettings; args?: string[] }

export async function openDeskProcess(options: DeskProcessOptions): Promise<DeskProcess> {
  const { profile } = options
  const { context, page, close, closed } = options.shell === 'web' ? await openWeb(options) : await openElectron(options)
  page.setDefaultTimeout(120_000)
  const mainPid = findMainProcess(profile)
  const group = mainPid === undefined ? undefined : groupOf(mainPid)
  if (mainPid === undefined || group === undefined) throw new Error(`no process holds ${profile}`)
  const gone = closed.then(() => waitUntilGone(group))
  return {
    page,
    screen: makeDeskScreen(page),
    context,
    profile,
    mainPid,
    strike: () => signalGroup(group, 'SIGKILL'),
    gone,
    async close() {
      // One that does not end by itself is ended, so that it never hides why a trial failed.
      await close().catch(() => signalGroup(group, 'SIGKILL'))
      await gone
    },
  }
}

type Opened = { context: BrowserContext; page: Page; closed: Promise<void>; close: () => Promise<void> }

async function openWeb({ origin, profile, args = [], hooks }: DeskProcessOptions): Promise<Opened> {
  const prepare = (context: BrowserContext) => addHooks(context, hooks)
  const { context, page } = await launchWeb({ origin, profile, args, prepare })
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()))
  return { context, page, closed, close: () => context.close() }
}

async function openElectron({ origin, profile, args = [], hooks }: DeskProcessOptions): Promise<Opened> {
  const { app, page } = await launchDesk({ centre: origin, profile, args })
  const closed = new Promise<void>((resolve) => app.once('close', () => resolve()))
  if (hooks !== undefined) {
    await addHooks(app.context(), hooks)
    // The first page is there before a script can be added.
    await page.reload()
  }
  return { context: app.context(), page, closed, close: () => app.close() }
}

async function addHooks(context: BrowserContext, hooks: HookSettings | undefined): Promise<void> {
  if (hooks !== undefined) await context.addInitScript(installPageHooks, hooks)
}

/** A profile may be opened again only when nobody holds it any more. */
async function waitUntilGone(group: number): Promise<void> {
  const until = Date.now() + 20_000
  while (listGroup(group).length > 0) {
    if (Date.now() > until) throw new Error(`processes of group ${group} do not end`)
    await wait(20)
  }
}
