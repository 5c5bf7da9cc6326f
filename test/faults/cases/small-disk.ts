import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { addPicture, clerkLogin, fillIntake, pressSave } from '../ground/clerk.ts'
import type { Finding } from '../ground/compare.ts'
import { examineIntake } from '../ground/examine.ts'
import type { MishapStage } from './disk-full.ts'
import { meetFullDisk } from './full-and-odd.ts'

/** What is left of the disk when it is called full: less than a page needs. */
const leftBytes = 20_000
const savedMs = 30_000

/**
 * The profile lies on a small disk of its own, which is filled to the brim and emptied again. Where Chromium itself does not recover
 * (without one free byte its register of storage breaks until it ends) the official starts the desk again and goes on with the draft.
 */
export async function playFullDisk(stage: MishapStage): Promise<Finding[]> {
  const { counter, desk, name, trial, folder } = stage
  const { page } = desk
  await keepStorage(page)
  await fillIntake(desk.screen, name)
  await addPicture(page, `${name} 1`, 1)
  await page.locator('.mc-save-bar').filter({ hasText: 'Đã lưu nháp' }).waitFor()
  fill(folder)
  const findings = await meetFullDisk(page, { name, trial, words: 'Máy chưa ghi được trang xuống ổ đĩa, thường vì ổ đĩa đầy' })
  rmSync(fillerIn(folder))
  await pressSave(page)
  if (await isSaved(page)) return findings
  desk.strike()
  await desk.gone
  stage.desk = await counter.open('', { profile: desk.profile })
  await stage.desk.screen.signIn(clerkLogin)
  return [...findings, ...(await examineIntake(stage.desk, name, counter.oracle.of(trial)))]
}

const fillerIn = (folder: string): string => join(folder, 'filler')

function fill(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  try {
    writeFileSync(fillerIn(folder), Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)))
  } catch (cause) {
    // The desk wrote meanwhile: then it is fuller still.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC')) throw cause
  }
}

function isSaved(page: Page): Promise<boolean> {
  return page
    .getByRole('heading', { name: 'Đã tiếp nhận' })
    .waitFor({ timeout: savedMs })
    .then(
      () => true,
      () => false,
    )
}

/** As the Electron desk has it and an installed browser grants it: without that a browser may clear its profile on a full disk. */
async function keepStorage(page: Page): Promise<void> {
  if (await page.evaluate(() => navigator.storage.persisted())) return
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Browser.grantPermissions', { origin: new URL(page.url()).origin, permissions: ['durableStorage'] })
  if (!(await page.evaluate(() => navigator.storage.persist()))) throw new Error('the browser does not promise to keep its storage')
}
