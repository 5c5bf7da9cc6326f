import type { Locator, Page } from 'playwright'

export const demoPassword = 'motcua-2026'

/** What a person at a desk does and sees, by the words on the screen. */
export type DeskScreen = ReturnType<typeof makeDeskScreen>

export function makeDeskScreen(page: Page) {
  const form = page.locator('form.mc-action-form')
  return {
    page,
    intakeField: (field: string) => page.locator(`#intake-${field.replaceAll('.', '-')}`),
    timeline: page.locator('.mc-timeline'),
    async signIn(login: string, deskName?: string) {
      await page.getByLabel('Tên đăng nhập', { exact: true }).fill(login)
      await page.getByLabel('Mật khẩu', { exact: true }).fill(demoPassword)
      if (deskName !== undefined) await page.getByLabel('Tên quầy', { exact: true }).fill(deskName)
      await page.getByRole('button', { name: 'Đăng nhập' }).click()
      await page.locator('.mc-status-words').waitFor({ timeout: 60_000 })
    },
    async signOut() {
      await page.locator('.mc-user-menu, [aria-label^="Tài khoản của"]').first().click()
      await page.getByRole('menuitem', { name: 'Đăng xuất' }).click()
      await page.getByLabel('Mật khẩu', { exact: true }).waitFor()
    },
    /** The status bar's promise. */
    async waitForStatus(words: RegExp) {
      await page.locator('.mc-status-words').filter({ hasText: words }).waitFor({ timeout: 60_000 })
    },
    /** A keyboard-wedge scanner: the whole card in one burst of keys, then Enter. */
    async scanCard(text: string) {
      const cdp = await page.context().newCDPSession(page)
      const keys = [...text].map((key) => ({ key, text: key }))
      // Not awaited one by one: a scanner does not wait for the page to draw.
      await Promise.all(
        [...keys, { key: 'Enter', text: '\r' }].map((one) => cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...one })),
      )
      await cdp.detach()
    },
    async pickProcedure(words: string, name: string) {
      await page.locator('#intake-procedureCode').click()
      await page.keyboard.type(words)
      await optionNamed(page, name).click()
    },
    async meetPaper(paperId: string, way: string) {
      await chooseOption(page, page.locator(`#intake-papers-${paperId}`), way)
      // A list that is still closing offers the same options as the next one.
      await openList(page).first().waitFor({ state: 'hidden' })
    },
    /** Takes in a citizen's dossier of which the only paper stays paper. */
    async takeInOnPaper(applicant: { personalId: string; name: string }) {
      await page.keyboard.press('F2')
      const address = 'Khu phố 2, phường Tân An, tỉnh Tây Ninh'
      for (const [field, text] of Object.entries({ ...applicant, address })) await page.locator(`#intake-applicant-${field}`).fill(text)
      await this.pickProcedure('tro cap huu tri', '1.014027')
      await this.meetPaper('van-ban-de-nghi', 'Bản giấy')
      await page.keyboard.press('Control+Enter')
      await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    },
    async addPages(paper: string | null, file: string, thumbnailsAfter: number) {
      if (paper !== null) await chooseOption(page, page.getByLabel('Trang mới vào giấy tờ'), paper)
      await page.getByTestId('page-files').first().setInputFiles(file)
      await page
        .locator('.mc-thumb-picture img')
        .nth(thumbnailsAfter - 1)
        .waitFor()
    },
    /** Ctrl+K, the words, Enter. */
    async openDossier(words: string) {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(words)
      await page.locator('.mc-search-option').first().waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
    },
    /** One action of the dossier page: opened, filled by field name, saved with its key. */
    async act(action: string, fields: Record<string, string>, done: string, fill?: (form: Locator) => Promise<void>) {
      await page.locator('.mc-action-list').getByRole('button', { name: action }).first().click()
      await form.waitFor()
      for (const [name, text] of Object.entries(fields)) await form.locator(`#action-${name}`).fill(text)
      await fill?.(form)
      await page.keyboard.press('Control+Enter')
      await page.locator('.mc-done').filter({ hasText: done }).waitFor()
    },
  }
}

export async function chooseOption(page: Page, select: Locator, name: string): Promise<void> {
  await select.click({ force: true })
  await optionNamed(page, name).click()
}

function optionNamed(page: Page, name: string): Locator {
  return openList(page).locator('.ant-select-item-option').filter({ hasText: name }).first()
}

function openList(page: Page): Locator {
  return page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
}
