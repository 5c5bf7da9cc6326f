import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption } from '#test/support/desk-screen.ts'
import { findForeignWords } from '#test/support/find-foreign-words.ts'
import { electronPath } from '#test/support/launch-desk.ts'

const { registers: words, dayClose, intake } = messages.vi
const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022'
const register = words.name.certified_copies

describe.each(['Chromium', 'Electron'] as const)('registers and the day’s close in %s', (kind) => {
  if (kind === 'Electron' && electronPath === undefined) {
    it.skip('needs an Electron binary')
    return
  }
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

  it('speaks one language', async () => {
    const { page } = desk
    await page.locator('.mc-user').click()
    await page.getByRole('menuitem', { name: messages.vi.app.language.en }).click()
    await page.locator('html[lang=en]').waitFor()
    await page.keyboard.press('Escape')
    for (const path of ['/registers', '/day-close']) {
      await goTo(page, path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await findForeignWords(page)).toEqual([])
    }
  })
})
