import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { findForeignWords } from '#test/support/find-foreign-words.ts'

const { indicators: words, app, forms } = messages.vi
const Complete = z.object({ completeness: z.object({ dataUntil: z.string().nullable() }) })

/** True once the warehouse has read all that the unit's database holds. */
const isFilled = async (page: Page): Promise<boolean> => {
  const answer: unknown = await page.evaluate(async () =>
    (await fetch('/centre/api/indicators/report?agency=h53-27712&from=2026-01-01&to=2026-12-31')).json(),
  )
  const parsed = Complete.safeParse(answer)
  return parsed.success && parsed.data.completeness.dataUntil !== null
}

describeEachShell('statistics', (kind) => {
  let lab: DeskLab
  let desk: LabDesk
  beforeAll(async () => {
    lab = await startDeskLab({ warehouse: true })
    desk = await lab.open(kind, 'desk')
    await desk.screen.signIn('giang.nv', 'Máy giám sát')
    await vi.waitFor(async () => expect(await isFilled(desk.page)).toBe(true), { timeout: 120_000, interval: 1000 })
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('finds last week’s late dossiers of a commune and has them ready to print in five steps', async () => {
    const { page } = desk
    await page.getByRole('link', { name: app.nav.statistics }).click()
    await page.getByRole('button', { name: words.lastWeek }).click()
    const tile = page.getByTestId('tile-late')
    await expect.poll(() => tile.textContent()).toMatch(/^[1-9]/)
    const late = Number(await tile.textContent())
    await tile.click()
    const grid = page.getByRole('grid', { name: words.tile.late })
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe(String(late + 1))
    await page.getByRole('button', { name: words.print }).click()
    await page.locator('canvas.mc-sheet').first().waitFor()
    // The fifth step: the button that opens the system's own dialog, which no test can answer.
    await expect.poll(() => page.getByRole('button', { name: forms.print, exact: false }).last().isEnabled()).toBe(true)
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('keeps the identities of II.06a on the screen and freezes a period', async () => {
    const { page } = desk
    await page.keyboard.press('Escape')
    const cells = page.locator('.mc-form-table tfoot td')
    await cells.first().waitFor()
    const [c3 = 0, c4 = 0, c5 = 0, c6 = 0, c7 = 0, c8 = 0, c9 = 0, c10 = 0, c11 = 0] = (await cells.allInnerTexts()).map(Number)
    expect([c3, c7, c3]).toEqual([c4 + c5 + c6, c8 + c9 + c10, c7 + c11])
    await page.getByRole('tab', { name: words.tab.frozen }).click()
    await page.getByRole('button', { name: /^Chốt kỳ/ }).click()
    await page.getByText(words.frozen.same).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  // Only a browser lets a test have the file without the system's own dialog.
  it.runIf(kind === 'Chromium')('draws the picture of the report on paper and in the workbook', async () => {
    const { page } = desk
    const fileOf = async (button: string) => {
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: button, exact: false }).last().click()
      return readFile(await (await coming).path())
    }
    await page.getByRole('tab', { name: words.tab.form }).click()
    await page.locator('.mc-form-table').waitFor()
    expect((await fileOf(words.excel)).includes('xl/media/sheet1-image1.png')).toBe(true)
    await page.getByRole('button', { name: words.print }).click()
    await page.locator('canvas.mc-sheet').first().waitFor()
    expect((await fileOf(forms.savePdf)).includes('/Subtype /Image')).toBe(true)
    await page.getByRole('button', { name: words.hidePrint }).click()
  })

  // Only a browser lets a test stand between the page and its centre.
  it.runIf(kind === 'Chromium')('goes on in a long book where one asks for more, and has every line of it on paper', async () => {
    const { page } = desk
    let asked = 0
    // A centre whose pages hold three lines.
    await page.route(/indicators\/book/, (route) => {
      asked++
      const url = new URL(route.request().url())
      url.searchParams.set('limit', '3')
      return route.continue({ url: url.toString() })
    })
    await page.getByRole('tab', { name: words.tab.book }).click()
    const lines = page.locator('.mc-book-table tbody tr')
    const more = page.getByRole('button', { name: words.list.more })
    await more.waitFor()
    expect(await lines.count()).toBe(3)
    await more.click()
    await expect.poll(() => lines.count()).toBe(6)
    const total = Number(/ (\d+) dòng/.exec((await page.locator('.mc-more-rows').textContent()) ?? '')?.[1])
    expect(total).toBeGreaterThan(6)
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    asked = 0
    await page.getByRole('button', { name: words.print }).click()
    await page.locator('canvas.mc-sheet').first().waitFor()
    expect(asked).toBe(Math.ceil(total / 3))
    await page.unroute(/indicators\/book/)
  })

  it('shows the wall, readable at 1366 × 768', async () => {
    const { page } = desk
    await page.setViewportSize({ width: 1366, height: 768 })
    await goTo(page, '/wall')
    await page.getByRole('button', { name: /Tân An/ }).waitFor()
    const below = await page.getByRole('heading', { name: words.wall.desksTitle }).evaluate((one) => one.getBoundingClientRect().bottom)
    expect(below).toBeLessThan(768)
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('speaks one language', async () => {
    const { page } = desk
    await page.locator('.mc-user').click()
    await page.getByRole('menuitem', { name: app.language.en }).click()
    await page.locator('html[lang=en]').waitFor()
    await page.keyboard.press('Escape')
    for (const path of ['/statistics', '/wall']) {
      await goTo(page, path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await findForeignWords(page)).toEqual([])
    }
  })
})
