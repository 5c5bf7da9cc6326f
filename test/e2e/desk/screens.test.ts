import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo, type Language, switchLanguage } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, pageFiles, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022|TRẦN VĂN C|080060000001'
async function fillIntake({ page, screen }: LabDesk, language: Language) {
  const { met } = messages[language].intake
  await page.keyboard.press('F2')
  await screen.intakeField('applicant.personalId').focus()
  await screen.scanCard(card)
  await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('TRẦN THỊ B')
  await screen.pickProcedure('xac nhan tinh trang hon nhan', '1.004873')
  await screen.addPages(null, join(pageFiles, 'giay-chung-sinh.jpg'), 1)
  await chooseOption(page, page.locator('#intake-papers-to-khai'), met.paper)
  await chooseOption(page, page.locator('#intake-papers-giay-to-tuy-than'), met.shown)
}

/** Every screen, in the order in which one leads to the next. */
const screens: [string, (desk: LabDesk, language: Language) => Promise<void>][] = [
  ['the queue', ({ page }) => goTo(page, '/').then(() => page.locator('.mc-grid, [role=grid], [role=table]').first().waitFor())],
  [
    'the queue where nothing matches',
    async ({ page }, language) => {
      await page.getByRole('main').locator('input[type=search], input[type=text]').first().fill('không có ai tên như vậy')
      await page.getByText(messages[language].queue.empty.filtered).waitFor()
    },
  ],
  [
    'an empty intake',
    async ({ page, screen }) => {
      await goTo(page, '/intake')
      await screen.intakeField('applicant.name').waitFor()
      await page.keyboard.press('F2')
      await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('')
    },
  ],
  ['a full intake', fillIntake],
  [
    'what is shown after saving',
    async ({ page }, language) => {
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { name: messages[language].intake.saved.received }).waitFor()
      await page.locator('.mc-form-preview canvas, .mc-sheets canvas').first().waitFor()
    },
  ],
  [
    'a dossier',
    async ({ page }, language) => {
      await page.getByRole('link', { name: messages[language].intake.openDossier }).click()
      await page.locator('.mc-timeline').waitFor()
      await page.locator('.mc-papers img, .mc-card img').first().waitFor()
    },
  ],
  [
    'a dossier with the form of an action',
    async ({ page }) => {
      await page.locator('#do-requestWithdrawal').click()
      await page.locator('form.mc-action-form').waitFor()
    },
  ],
  ['the outbox', ({ page }) => goTo(page, '/outbox').then(() => page.getByRole('tab').first().waitFor())],
  [
    'the settings',
    ({ page }, language) => goTo(page, '/settings').then(() => page.getByText(messages[language].settings.about.title).first().waitFor()),
  ],
  [
    'the search page',
    async ({ page }) => {
      await goTo(page, '/search?q=tran')
      await page.locator('main tbody tr').first().waitFor()
    },
  ],
  [
    'the search overlay',
    async ({ page }) => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('tran thi')
      await page.locator('.mc-search-option').first().waitFor()
    },
  ],
  [
    'the key map',
    async ({ page }, language) => {
      await page.keyboard.press('Escape')
      await goTo(page, '/')
      await page.keyboard.press('Control+/')
      await page.getByRole('dialog', { name: messages[language].app.keys.title }).waitFor()
    },
  ],
  [
    'an address that leads nowhere',
    async ({ page }, language) => {
      await page.keyboard.press('Escape')
      await goTo(page, '/khong-co')
      await page.getByRole('heading', { name: messages[language].app.notFound.title }).last().waitFor()
    },
  ],
]

describeEachShell('every screen', (kind) => {
  let lab: DeskLab
  let desk: LabDesk

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open(kind, 'desk')
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it.each(['en', 'vi'] as const)('signing in is accessible, fits and speaks one language (%s)', async (language) => {
    await desk.page.getByRole('button', { name: messages.vi.app.language[language] }).click()
    await desk.page.getByLabel(messages[language].signIn.login, { exact: true }).waitFor()
    expect(await findTroubles(desk, language, kind === 'Chromium')).toEqual([])
  })

  describe.each(['vi', 'en'] as const)('in %s', (language) => {
    beforeAll(async () => {
      if (language === 'vi') await desk.screen.signIn('an.nt', 'Quầy 2')
      await switchLanguage(desk.page, language)
    })

    it.each(screens)('%s is accessible, fits and speaks one language', async (_, open) => {
      await open(desk, language)
      expect(await findTroubles(desk, language, kind === 'Chromium')).toEqual([])
    })
  })

  it('can be worked with at 200 % zoom: the intake’s save button is reached and not covered', async () => {
    if (kind === 'Electron') return
    await desk.page.setViewportSize({ width: 640, height: 360 })
    await goTo(desk.page, '/intake')
    const { intake } = messages.en
    await desk.screen.intakeField('applicant.phone').click()
    await desk.page.keyboard.type('0912345678')
    expect(await desk.screen.intakeField('applicant.phone').inputValue()).toBe('0912345678')
    await desk.page.getByRole('button', { name: intake.save }).click({ trial: true })
  })
})
