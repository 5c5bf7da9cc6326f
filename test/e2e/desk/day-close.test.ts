import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { dayMs } from '#core/calendar/day-number.ts'
import { makeUlid } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { messages } from '#renderer/i18n/messages.ts'
import { openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeEvent } from '#test/integration/centre/centre-records.ts'
import { findTroubles, goTo } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption, demoPassword } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { findForeignWords } from '#test/support/find-foreign-words.ts'

const { registers: words, dayClose, intake, reconciliation } = messages.vi
const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022'
const register = words.name.certified_copies

/** Two acts of a desk some days ago that it never closed, as the centre has them. */
async function leaveOpen(origin: string, deskName: string, daysAgo: number): Promise<void> {
  const client = openCentreClient(origin)
  expect(verdict(await client.call('POST', '/centre/api/session', { login: 'binh.tv', password: demoPassword }))).toBe('200')
  const enrolled = await client.call('POST', '/centre/api/devices', { deskName, fingerprint: `may-cua-${deskName}` })
  const { device } = z.object({ device: z.string() }).parse(enrolled.body)
  const atMs = Date.now() - daysAgo * dayMs
  for (const seq of [1, 2]) {
    const id = `event:${makeUlid(atMs + seq, crypto.getRandomValues(new Uint8Array(10)))}`
    const event = makeEvent({ _id: id, id, at: toInstant(atMs), device, deskName, chain: { seq, prevHash: '' } })
    expect(verdict(await client.call('PUT', `/centre/db/agency-h53-27712-journal/${id}`, event))).toBe('201')
  }
}

describeEachShell('registers and the day’s close', (kind) => {
  let lab: DeskLab
  let desk: LabDesk
  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open(kind, 'desk')
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('takes a register book, and intake of such a procedure shows and uses its next number', async () => {
    const { page, screen } = desk
    await goTo(page, '/registers')
    await page.getByRole('button', { name: words.takeOf.replace('{{register}}', register) }).click()
    await page.getByRole('region', { name: register }).getByText(words.state.here).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    await page.keyboard.press('F2')
    await screen.intakeField('applicant.personalId').focus()
    await screen.scanCard(card)
    await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('TRẦN THỊ B')
    await screen.pickProcedure('chung thuc ban sao', '2.000815')
    await page.getByTestId('intake-register').filter({ hasText: 'số tiếp theo 1' }).waitFor()
    await chooseOption(page, page.locator('#intake-papers-ban-chinh'), intake.met.shown)
    await chooseOption(page, page.locator('#intake-papers-ban-sao'), intake.met.paper)
    await page.locator('#intake-fees-chung-thuc-trang').fill('3')
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: intake.saved.received }).waitFor()
    await page.getByRole('link', { name: intake.openDossier }).click()
    await page
      .getByText(/^Quyển 01\/\d{4}, số 1$/)
      .first()
      .waitFor()
  })

  it('closes the day: figures first, then a signed sheet to print, sent to the centre', async () => {
    const { page, screen } = desk
    await goTo(page, '/day-close')
    await page.getByText(dayClose.figures.received).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    await page.getByRole('button', { name: /^Chốt ngày \d/ }).click()
    await page
      .getByRole('status')
      .getByText(/^Đã chốt ngày/)
      .waitFor()
    await page.locator('canvas.mc-sheet').first().waitFor()
    await page.getByText(dayClose.nothing).waitFor()
    await screen.waitForStatus(/Đã gửi hết/)
    await page.getByRole('row').filter({ hasText: 'Quầy 2' }).getByText(messages.vi.ui.sync.acknowledged).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    const judged = await page.evaluate(async () => (await (await fetch('/centre/api/day-closes')).json()).closes)
    expect(judged).toMatchObject([{ faults: [] }])
  })

  it('tells the supervisor which desks did not close their day, loud when it is long ago', async () => {
    const { page, screen } = desk
    await leaveOpen(lab.centre.origin, 'Quầy 3', 10)
    await screen.signOut()
    await screen.signIn('giang.nv')
    await page.getByRole('link', { name: reconciliation.home.overdueCloses.replace('{{count}}', '1') }).click()
    const list = page.getByRole('region', { name: dayClose.unclosed.title })
    const row = list.getByRole('row').filter({ hasText: 'Quầy 3' })
    await row.getByText(dayClose.unclosed.open).waitFor()
    expect(await row.getByRole('cell').nth(2).textContent()).toBe('2')
    await list
      .getByRole('alert')
      .filter({ hasText: /^1 ngày của các quầy/ })
      .waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    lab.line.cut()
    await list.getByText(dayClose.unclosed.stale).waitFor()
    await row.waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    await goTo(page, '/')
    await goTo(page, '/day-close')
    await list.getByText(dayClose.unclosed.unknown).waitFor()
    lab.line.restore()
    await row.waitFor()
  })

  it('speaks one language', async () => {
    const { page } = desk
    await page.locator('.mc-user').click()
    await page.getByRole('menuitem', { name: messages.vi.app.language.en }).click()
    await page.locator('html[lang=en]').waitFor()
    await page.keyboard.press('Escape')
    for (const path of ['/registers', '/day-close']) {
      await goTo(page, path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      if (path === '/day-close') await page.getByRole('row').filter({ hasText: 'Quầy 3' }).waitFor()
      expect(await findForeignWords(page)).toEqual([])
    }
  })
})
