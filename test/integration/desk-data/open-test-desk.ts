import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
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
  takeIn(intake: { name: string; personalId?: string; page?: string; pageKb?: number; procedure?: string }): Promise<string>
  /** `ok`, or the code of the rule that was broken. */
  run(id: string, command: DossierCommand): Promise<string>
  /** Corrects what was taken in. */
  correct(id: string, changes: Partial<Dossier['applicant']> & { subject?: string }): Promise<string>
  /** The dossier's page; throws where the desk has no such dossier. */
  look(id: string): Promise<DossierPage>
  /** Resolves when a round has ended. */
  sync(): Promise<void>
  outbox(): Promise<{ key: string; kind: string; state: string; refusal: string | null }[]>
  cutLine(): Promise<void>
  mendLine(): Promise<void>
  /** Opens the page anew, as after a crash: the profile is what it is. */
  reload(): Promise<string>
  /** `kill -9` of the browser and all that is in its memory. */
  pullThePlug(): Promise<void>
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
  const look = async (id: string) => {
    const shown = await page.evaluate((one) => deskPage.look(one), id)
    if (shown === null) throw new Error(`this desk has no ${id}`)
    return shown
  }
  // As text: a command's type is too deep for what may be handed to a page.
  const run = (id: string, command: DossierCommand) =>
    page.evaluate(([one = '', order = '']) => deskPage.run(one, JSON.parse(order)), [id, JSON.stringify(command)])
  return {
    page,
    context,
    run,
    look,
    async correct(id, { subject, ...changes }) {
      const { dossier } = await look(id)
      const applicant = { ...dossier.applicant, ...changes }
      return run(id, { do: 'correct', applicant, submitter: dossier.submitter, subject: subject ?? dossier.subject, reason: 'Nhập nhầm' })
    },
    pullThePlug: () => pullThePlug(context, folder),
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

async function pullThePlug(context: BrowserContext, profile: string): Promise<void> {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  const main = lines.find((line) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
  if (main === undefined) throw new Error('the browser is not running')
  const gone = new Promise((resolve) => context.once('close', resolve))
  process.kill(Number.parseInt(main, 10), 'SIGKILL')
  await gone
}
