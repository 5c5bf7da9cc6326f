import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from '#test/support/find-browser.ts'

export const demoPassword = 'motcua-2026'

/** One PC: a browser profile on disk with the test page in it. */
export type TestDesk = {
  page: Page
  context: BrowserContext
  profile: string
  signIn(login: string, password?: string): Promise<string>
  signOut(): Promise<void>
  /** Takes in a birth registration; answers the dossier's id. */
  takeIn(intake: { name: string; personalId?: string; page?: string; pageKb?: number }): Promise<string>
  /** Resolves when a round has ended. */
  sync(): Promise<void>
  outbox(): Promise<{ key: string; kind: string; state: string; refusal: string | null }[]>
  cutLine(): Promise<void>
  mendLine(): Promise<void>
  /** Opens the page anew, as after a crash: the profile is what it is. */
  reload(): Promise<string>
  close(): Promise<void>
}

export async function openTestDesk(origin: string, profile?: string): Promise<TestDesk> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'mot-cua-desk-')))
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no Chromium found')
  const context = await chromium.launchPersistentContext(folder, { executablePath, headless: true, args: ['--no-sandbox'] })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(origin)
  await page.evaluate(() => deskPage.open())
  return {
    page,
    context,
    profile: folder,
    signIn: (login, password = demoPassword) => page.evaluate(([l, p]) => deskPage.signIn(l, p), [login, password] as const),
    signOut: () => page.evaluate(() => deskPage.use().session.signOut()),
    takeIn: (intake) => page.evaluate((one) => deskPage.takeIn(one), intake),
    sync: () => page.evaluate(() => deskPage.use().sync.now()),
    outbox: () =>
      page.evaluate(() =>
        deskPage
          .use()
          .sync.outbox.get()
          .map(({ key, kind, state, refusal }) => ({ key, kind, state, refusal: refusal?.code ?? null })),
      ),
    cutLine: () => context.setOffline(true),
    mendLine: () => context.setOffline(false),
    async reload() {
      await page.reload()
      return page.evaluate(() => deskPage.open())
    },
    async close() {
      await context.close()
      if (profile === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
