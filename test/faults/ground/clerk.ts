import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { pageFiles } from '#test/support/desk-lab.ts'
import type { DeskScreen } from '#test/support/desk-screen.ts'

export const clerkLogin = 'an.nt'

/** One intake as the driver plays it; the name is told apart from every other. */
export type PlayedIntake = { name: string; pages: number }

/** A procedure that asks for no paper: what is tested is keeping, not filling in. */
const procedure = { words: 'dang ky thuong tru', code: '1.004222' }
const picture = readFileSync(join(pageFiles, 'giay-chung-sinh.jpg'))

/** Opens an empty intake and fills in all that saving asks for. */
export async function fillIntake(screen: DeskScreen, name: string): Promise<void> {
  const { page } = screen
  await page.keyboard.press('F2')
  await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
  if ((await screen.intakeField('applicant.name').inputValue()) !== '') await page.keyboard.press('F2')
  await screen.intakeField('applicant.personalId').fill('080190000202')
  await screen.intakeField('applicant.name').fill(name)
  await screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
  await screen.pickProcedure(procedure.words, procedure.code)
}

/** A photograph that no other page equals: a page is its content. */
export function makePicture(sign: string): Uint8Array {
  return Buffer.concat([picture, Buffer.from(sign)])
}

/** Gives the desk a page; resolves when its picture is shown. */
export async function addPicture(page: Page, sign: string, shownAfter: number): Promise<void> {
  await offerPicture(page, sign)
  await page
    .locator('.mc-thumb-picture img')
    .nth(shownAfter - 1)
    .waitFor()
}

export async function offerPicture(page: Page, sign: string): Promise<void> {
  const file = { name: `${sign}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(makePicture(sign)) }
  await page.getByTestId('page-files').first().setInputFiles(file)
}

export async function pressSave(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
}

/** Waits for "Đã tiếp nhận"; answers the code that is shown. */
export async function waitForCode(page: Page): Promise<string> {
  await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
  return (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
}

/** A whole intake, from the first key to the code. */
export async function takeIn(screen: DeskScreen, { name, pages }: PlayedIntake): Promise<string> {
  await fillIntake(screen, name)
  for (let number = 1; number <= pages; number++) await addPicture(screen.page, `${name} ${number}`, number)
  await screen.page.getByText('Đủ thông tin để lưu').waitFor()
  await pressSave(screen.page)
  return waitForCode(screen.page)
}

const lettersOf = (value: number): string => [...String(value)].map((digit) => 'ABCDEGHIKL'.charAt(Number(digit))).join('')
/** A CouchDB that COUCHDB_URL names still holds what earlier rounds left in it. */
const thisRound = lettersOf(Math.floor(Date.now() / 1000) % 1_000_000)

/** A name that is nobody else's, in capitals as the cards have it, and in letters, for names hold no digits. */
export function nameOf(seed: number, trial: number): string {
  return `THỬ ${thisRound} ${lettersOf(seed)} ${lettersOf(1000 + trial)}`
}
