import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { findBrowser } from '#test/support/find-browser.ts'
import { desktopSwitches } from '#test/support/launch-desk.ts'

/** Nothing that is measured takes longer, not even 100,000 dossiers on a busy machine; what does hangs. */
const longestMs = 15 * 60_000

/** Runs `use` on a page of a real Chromium whose storage is the profile's folder on disk; the browser has ended afterwards. */
export async function withPage<T>(profile: string, address: string, use: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No Chromium found: set CHROME_PATH.')
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    locale: 'vi-VN',
    // The product's worker would go on serving its own page on an origin that serves several here.
    serviceWorkers: 'block',
    args: desktopSwitches(),
  })
  const giveUp = setTimeout(() => void context.close({ reason: `more than ${longestMs} ms` }), longestMs)
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(address)
    return await use(page)
  } finally {
    clearTimeout(giveUp)
    await context.close()
  }
}

/** {@link withPage} on a profile that is new and thrown away. */
export async function withNewProfile<T>(folder: string, address: string, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(folder, 'profile-'))
  try {
    return await withPage(profile, address, use)
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Processor time of the page's main thread while `work` ran: on a busy machine it says more than the clock. */
export async function withCpuTime<T>(page: Page, work: () => Promise<T>): Promise<{ result: T; cpuMs: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
  }
  const before = await busyMs()
  const result = await work()
  return { result, cpuMs: Math.round((await busyMs()) - before) }
}
