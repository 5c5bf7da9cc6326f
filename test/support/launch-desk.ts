import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, errors, type Page } from 'playwright'
import { watchViolations } from './watch-violations.ts'

const root = resolve(import.meta.dirname, '../..')

/** The Electron program that `npm test` found; undefined where the Electron suite has to be skipped. */
export const electronPath = process.env.MOT_CUA_ELECTRON || undefined

export type LaunchOptions = {
  /** Folder of the profile; a new one, removed on close, unless named. */
  profile?: string
  /** Origin of the centre, or of a proxy in front of it. */
  centre?: string
  env?: Record<string, string>
  args?: string[]
}

export type LaunchedDesk = {
  app: ElectronApplication
  page: Page
  profile: string
  /** What the page did against its security policy so far. */
  violations: () => Promise<string[]>
  /** Ends the desk as a person does; the profile stays if it was named. */
  close: () => Promise<void>
  /** `kill -9`, as a power cut. */
  kill: () => Promise<void>
}

/** A desk has its window in a few seconds; a start that takes longer than this never ends. */
const startMs = 40_000
const starts = 3

/** Starts the built desk (dist/) in a real Electron. */
export async function launchDesk(options: LaunchOptions = {}): Promise<LaunchedDesk> {
  if (!electronPath) throw new Error('MOT_CUA_ELECTRON is not set: run `npm test`, which finds Electron')
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'mot-cua-desk-')))
  const app = await start({
    executablePath: electronPath,
    timeout: startMs,
    args: [...desktopSwitches(), `--user-data-dir=${profile}`, ...(options.args ?? []), root],
    env: { ...cleanEnvironment(), ...(options.centre ? { MOT_CUA_CENTRE: options.centre } : {}), ...options.env },
  })
  const violations = watchViolations(app.context())
  const page = await app.firstWindow({ timeout: startMs })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.waitForLoadState('domcontentloaded')
  const forget = async () => {
    if (!options.profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  return {
    app,
    page,
    profile,
    violations,
    close: async () => {
      await app.close()
      await forget()
    },
    kill: async () => {
      const gone = new Promise((resolve) => app.process().once('exit', resolve))
      app.process().kill('SIGKILL')
      await gone
      await forget()
    },
  }
}

/** On a busy machine Playwright now and then misses the window that is just opening, and would wait for it for ever. */
async function start(settings: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let turn = 1; ; turn++) {
    try {
      return await _electron.launch(settings)
    } catch (cause) {
      if (turn === starts || !(cause instanceof errors.TimeoutError)) throw cause
    }
  }
}

/** Root may not use Chromium's sandbox. */
export function desktopSwitches(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

function cleanEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !['MOT_CUA_CENTRE', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE'].includes(name))
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined))
}
