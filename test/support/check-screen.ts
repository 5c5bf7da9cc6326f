import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { messages } from '#renderer/i18n/messages.ts'
import type { LabDesk } from './desk-lab.ts'
import { findForeignWords } from './find-foreign-words.ts'

export type Language = 'vi' | 'en'

/** The sizes that every screen must fit, and 200 % zoom, which halves them. */
const sizes = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
  { width: 683, height: 384 },
]

export const goTo = (page: Page, path: string) =>
  page.evaluate((hash) => {
    location.hash = hash
  }, path)

export async function switchLanguage(page: Page, language: Language) {
  await page.locator('.mc-user').click()
  await page.getByRole('menuitem', { name: messages.vi.app.language[language] }).click()
  await page.locator(`html[lang=${language}]`).waitFor()
  await page.keyboard.press('Escape')
}

/** What is wrong with the screen as it stands: accessibility, words of another language, sideways scroll, its security policy. */
export async function findTroubles({ page, violations }: LabDesk, language: Language, resize: boolean): Promise<string[]> {
  const axe = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const troubles = axe.violations.map((one) => `axe ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)
  if (language === 'en') troubles.push(...(await findForeignWords(page)))
  if (resize) troubles.push(...(await findOverflow(page)))
  return [...troubles, ...(await violations())]
}

async function findOverflow(page: Page): Promise<string[]> {
  const before = page.viewportSize()
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    const { inner, outer, pushed } = await page.evaluate(() => {
      const root = document.scrollingElement ?? document.documentElement
      const wide = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
      return { inner: root.scrollWidth, outer: root.clientWidth, pushed: wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) }
    })
    if (inner > outer) found.push(`${size.width}×${size.height}: ${inner} px wide in ${outer}: ${pushed.join(' | ')}`)
  }
  if (before !== null) await page.setViewportSize(before)
  return found
}
