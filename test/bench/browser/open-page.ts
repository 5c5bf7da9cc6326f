import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { findBrowser } from '#test/support/find-browser.ts'
import { desktopSwitches } from '#test/support/launch-desk.ts'

/** Runs `use` on a page of a real Chromium whose storage is the profile's folder on disk; the browser has ended afterwards. */
export async function withPage<T>(profile: string, address: string, use: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('No Chromium found: set CHROME_PATH.')
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: desktopSwitches() })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(600_000)
    await page.goto(address)
    return await use(page)
  } finally {
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
