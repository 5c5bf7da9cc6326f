import type { Locator, Page } from 'playwright'
import { addPicture, clerkLogin, fillIntake, offerPicture, pressSave, waitForCode } from '../ground/clerk.ts'
import type { Finding } from '../ground/compare.ts'
import type { MishapStage } from './disk-full.ts'

const dayMs = 86_400_000
/** What the desk must have noticed by then, however busy the machine. */
export const noticedMs = 120_000

/** The browser grants no more room: the page is refused in words, those before it stay, and all goes on once there is room. */
export async function playQuota({ desk, name, trial }: MishapStage): Promise<Finding[]> {
  const { page } = desk
  await fillIntake(desk.screen, name)
  await addPicture(page, `${name} 1`, 1)
  const cdp = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  const findings = await meetFullDisk(page, { name, trial, words: 'Ổ đĩa của máy đã đầy nên trang chưa lưu được' })
  await cdp.send('Storage.overrideQuotaForOrigin', { origin })
  return [...findings, ...(await goOn(page, name, trial))]
}

type FullDisk = { name: string; trial: number; words: string }

/** Pages until one is refused in words (Chromium looks at the room only every half minute); those that were kept before it stay. */
export async function meetFullDisk(page: Page, { name, trial, words }: FullDisk): Promise<Finding[]> {
  const refused = page.locator('.mc-import-failed')
  const pictures = page.locator('.mc-thumb-picture img')
  const until = Date.now() + noticedMs
  for (let number = 2; !(await refused.isVisible()) && Date.now() < until; number++) {
    const before = await pictures.count()
    await offerPicture(page, `${name} ${number}`)
    await pictures.nth(before).or(refused).first().waitFor()
  }
  const kept = await pictures.count()
  const said = (await refused.isVisible()) ? ((await refused.textContent()) ?? '') : ''
  return [
    ...(said.includes(words) ? [] : [{ kind: 'untrue' as const, trial, what: `of a full disk it says "${said.replaceAll('\n', ' ')}"` }]),
    ...(kept >= 1 ? [] : [{ kind: 'lost' as const, trial, what: 'the page before the disk was full' }]),
  ]
}

/** Once there is room, a page and the save succeed; a page that is refused for a last time is given again. */
async function goOn(page: Page, name: string, trial: number): Promise<Finding[]> {
  const close = page.locator('.mc-import-failed-head button')
  const pictures = page.locator('.mc-thumb-picture img')
  const before = await pictures.count()
  const until = Date.now() + noticedMs
  while ((await pictures.count()) === before && Date.now() < until) {
    if (await close.isVisible()) await close.click()
    await offerPicture(page, `${name} cuối`)
    await pictures.nth(before).or(page.locator('.mc-import-failed')).first().waitFor()
  }
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await pressSave(page)
  const code = await waitForCode(page)
  return code === '' ? [{ kind: 'lost', trial, what: `${name} cannot be saved once there is room` }] : []
}

/** A second window of the same profile is told so; the first goes on. */
export async function playTwoWindows({ desk, name, trial }: MishapStage): Promise<Finding[]> {
  const { page } = desk
  await fillIntake(desk.screen, name)
  await addPicture(page, `${name} 1`, 1)
  const second = await page.context().newPage()
  await second.goto(page.url().replace(/\/intake.*$/, '/'))
  const said = await isSaid(second.getByText('Một Cửa đang mở ở cửa sổ khác').first())
  await second.close()
  await page.bringToFront()
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await pressSave(page)
  await waitForCode(page)
  return said ? [] : [{ kind: 'untrue', trial, what: 'a second window is not told that it is one' }]
}

/** The clock goes back for days: no number is issued under it, the draft stays, and the number issued later is a new one. */
export async function playClock({ desk, name, trial, counter }: MishapStage): Promise<Finding[]> {
  const { page } = desk
  const before = `${name} TRƯỚC`
  counter.trialOf.set(before, trial)
  // The desk takes hold of the clock as it opens.
  await page.clock.install()
  await page.reload()
  await desk.screen.signIn(clerkLogin)
  await fillIntake(desk.screen, before)
  await pressSave(page)
  const code = await waitForCode(page)
  await page.clock.setSystemTime(Date.now() - 5 * dayMs)
  await fillIntake(desk.screen, name)
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await pressSave(page)
  const issuedTitle = page.getByRole('heading', { name: 'Đã tiếp nhận' })
  const said = await isSaid(page.getByText('Đồng hồ của máy đang chạy lùi').or(issuedTitle).first())
  const issued = (await issuedTitle.count()) > 0
  await page.clock.setSystemTime(Date.now())
  if (!issued) await pressSave(page)
  const later = await waitForCode(page)
  return [
    ...(said && !issued
      ? []
      : [
          {
            kind: 'untrue' as const,
            trial,
            what: issued ? 'a number was issued under a clock set back' : 'nobody is told of a clock set back',
          },
        ]),
    ...(later === code ? [{ kind: 'doubled' as const, trial, what: `${code} was issued again` }] : []),
  ]
}

function isSaid(words: Locator): Promise<boolean> {
  return words.waitFor({ timeout: noticedMs }).then(
    () => true,
    () => false,
  )
}
