import type { Locator, Page } from 'playwright'
import { pressSave, waitForCode } from './clerk.ts'
import type { Finding } from './compare.ts'
import type { DeskProcess } from './desk-process.ts'
import type { Acknowledgement } from './oracle.ts'

/**
 * What a desk that was opened again holds of one intake, set against what its screen had acknowledged. Whatever is left as a draft is
 * gone on with and saved, as an official would.
 */
export async function examineIntake(desk: DeskProcess, name: string, seen: Acknowledgement[]): Promise<Finding[]> {
  const trial = seen[0]?.trial ?? -1
  const pages = new Set(seen.filter(({ kind }) => kind === 'page').map(({ page }) => page)).size
  const saved = seen.find(({ kind }) => kind === 'saved')
  const found = await countDossiers(desk.page, name)
  const findings: Finding[] = []
  const lose = (what: string) => findings.push({ kind: 'lost', trial, what })
  if (found > 1) findings.push({ kind: 'doubled', trial, what: `${name} stands in ${found} dossiers` })
  if (saved !== undefined && found === 0) lose(`${saved.code}, said to be saved, is not on the desk`)
  if (found > 0 && pages > 0) {
    await desk.screen.openDossier(name)
    if (!(await showsPictures(desk.page, pages))) lose(`pages of ${name}`)
  }
  const draft = await findDraft(desk.page, name)
  if (draft === undefined) {
    if (found === 0 && seen.length > 0) lose(`the draft of ${name}`)
    return findings
  }
  await draft.click()
  await desk.page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
  if (!(await showsPictures(desk.page, pages))) lose(`pages of the draft of ${name}`)
  const code = await goOn(desk.page)
  if (found > 0 && code !== undefined) findings.push({ kind: 'doubled', trial, what: `${name} could be saved a second time, as ${code}` })
  return findings
}

/** Dossiers that search finds, once it has said that it finds some or none. */
async function countDossiers(page: Page, name: string): Promise<number> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Tìm hồ sơ' }).fill(name)
  const options = page.locator('.mc-search-list [role=option]').filter({ hasText: name })
  await options
    .or(page.getByText(`Không có hồ sơ nào khớp “${name}”`))
    .first()
    .waitFor()
  await untilDrawn(page)
  const count = await options.count()
  await page.keyboard.press('Escape')
  return count
}

/** What is found is drawn a moment after the keys, as soon as the page has nothing more urgent to do. */
async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((idle) => requestIdleCallback(() => requestIdleCallback(() => idle()))))
}

async function findDraft(page: Page, name: string) {
  await page.getByRole('link', { name: 'Việc của tôi' }).first().click()
  await page.getByRole('heading', { name: 'Việc của tôi' }).waitFor()
  const draft = page.locator('.mc-draft a').filter({ hasText: name }).first()
  return (await draft.count()) > 0 ? draft : undefined
}

/** True where at least so many pages can really be looked at; asked when each has its picture or is said to have none. */
async function showsPictures(page: Page, atLeast: number): Promise<boolean> {
  if (atLeast === 0) return true
  const placed = page.locator('.mc-thumb, .mc-page-thumb').nth(atLeast - 1)
  if (!(await isThere(placed))) return false
  const undecided = page.locator(
    `.mc-thumb:not(:has(.mc-thumb-picture > *)), .mc-page-thumb:not(:has(img)):not([aria-label*="Không mở được"])`,
  )
  await undecided.first().waitFor({ state: 'detached' })
  return (await page.locator('.mc-thumb-picture img, .mc-page-thumb-picture img').count()) >= atLeast
}

/** A place is drawn with the page it stands on; a busy machine gets half a minute all the same. */
function isThere(place: Locator): Promise<boolean> {
  return place.waitFor({ timeout: 30_000 }).then(
    () => true,
    () => false,
  )
}

/** Saves what the draft still lacks nothing for; undefined where it is not complete, and so stays a draft. */
async function goOn(page: Page): Promise<string | undefined> {
  if ((await page.getByText('Đủ thông tin để lưu').count()) === 0) return undefined
  await pressSave(page)
  return waitForCode(page)
}
