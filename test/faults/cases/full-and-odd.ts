import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { addPicture, fillIntake, offerPicture, pressSave, waitForCode } from '../ground/clerk.ts'
import type { Finding } from '../ground/compare.ts'
import type { MishapStage } from './disk-full.ts'

const dayMs = 86_400_000

/** The browser grants no more room: the page is refused in words, those before it stay, and all goes on once there is room. */
export async function playQuota({ desk, name, trial }: MishapStage): Promise<Finding[]> {
  const { page } = desk
  await fillIntake(desk.screen, name)
  await addPicture(page, `${name} 1`, 1)
  const cdp = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin })
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage })
  const findings = await meetFullDisk(page, name, trial)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin })
  return [...findings, ...(await goOn(page, name, trial))]
}

/** A page and a save on a full disk: both are refused in words, and the first page stays. */
async function meetFullDisk(page: Page, name: string, trial: number): Promise<Finding[]> {
  await offerPicture(page, `${name} 2`)
  const said = await isSaid(page.getByText('Ổ đĩa của máy đã đầy').first())
  const kept = await page.locator('.mc-thumb-picture img').count()
  return [
    ...(said ? [] : [{ kind: 'untrue' as const, trial, what: 'a full disk is not said to be full' }]),
    ...(kept >= 1 ? [] : [{ kind: 'lost' as const, trial, what: 'the page before the disk was full' }]),
  ]
}

async function goOn(page: Page, name: string, trial: number): Promise<Finding[]> {
  await addPicture(page, `${name} 3`, 2)
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
  await fillIntake(desk.screen, before)
  await pressSave(page)
  const code = await waitForCode(page)
  await page.clock.setSystemTime(Date.now() - 5 * dayMs)
  await fillIntake(desk.screen, name)
  await pressSave(page)
  const said = await isSaid(page.getByText('Đồng hồ của máy đang chạy lùi').first())
  const issued = (await page.getByRole('heading', { name: 'Đã tiếp nhận' }).count()) > 0
  await page.clock.setSystemTime(Date.now())
  if (!issued) await pressSave(page)
  const later = await waitForCode(page)
  return [
    ...(said && !issued ? [] : [{ kind: 'untrue' as const, trial, what: 'a clock set back is not met' }]),
    ...(later === code ? [{ kind: 'doubled' as const, trial, what: `${code} was issued again` }] : []),
  ]
}

const smallDisk = '128m'
const leftBytes = 60_000

/** The profile lies on a small disk of its own, which is filled to the brim. */
export async function playSmallDisk(stage: MishapStage): Promise<Finding[]> {
  const { desk, trial, folder } = stage
  await desk.close()
  const disk = join(folder, `disk-${trial}`)
  mkdirSync(disk)
  mount(disk)
  try {
    return await onSmallDisk({ ...stage, folder: disk })
  } finally {
    execFileSync('umount', ['--lazy', disk])
  }
}

async function onSmallDisk({ counter, name, trial, folder }: MishapStage): Promise<Finding[]> {
  counter.line.restore()
  const desk = await counter.enrol('small', { profile: join(folder, 'profile') })
  try {
    counter.line.cut()
    await fillIntake(desk.screen, name)
    await addPicture(desk.page, `${name} 1`, 1)
    const filler = join(folder, 'filler')
    const { bavail, bsize } = statfsSync(folder)
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)))
    const findings = await meetFullDisk(desk.page, name, trial)
    rmSync(filler)
    return [...findings, ...(await goOn(desk.page, name, trial))]
  } finally {
    await desk.close()
  }
}

/** Whether this machine lets us mount a small disk. */
export async function canMount(folder: string): Promise<boolean> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const disk = join(folder, 'disk-probe')
  mkdirSync(disk)
  try {
    mount(disk)
    execFileSync('umount', [disk])
    return true
  } catch {
    return false
  }
}

function mount(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${smallDisk}`, 'tmpfs', folder], { stdio: 'ignore' })
}

function isSaid(words: Locator): Promise<boolean> {
  return words.waitFor({ timeout: 20_000 }).then(
    () => true,
    () => false,
  )
}
