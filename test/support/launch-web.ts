import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from './find-browser.ts'
import { desktopSwitches } from './launch-desk.ts'
import { watchViolations } from './watch-violations.ts'

export type LaunchedWeb = {
  context: BrowserContext
  page: Page
  profile: string
  violations: () => Promise<string[]>
  close: () => Promise<void>
}

export type WebOptions = {
  origin: string
  profile?: string
  path?: string
  args?: string[]
  /** Called before the first page is opened. */
  prepare?: (context: BrowserContext) => Promise<void>
}

/** Opens the web desk in a real Chromium with a profile on disk; the profile stays if it was named. */
export async function launchWeb(options: WebOptions): Promise<LaunchedWeb> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chromium found: set CHROME_PATH or run `npm test`, which looks for one')
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'mot-cua-web-')))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    // A menu that unfolds on a busy machine is pressed before its lines stand still.
    reducedMotion: 'reduce',
    args: [...desktopSwitches(), ...(options.args ?? [])],
  })
  const violations = watchViolations(context)
  await options.prepare?.(context)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${options.origin}${options.path ?? '/'}`)
  return {
    context,
    page,
    profile,
    violations,
    close: async () => {
      await context.close()
      if (!options.profile) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
