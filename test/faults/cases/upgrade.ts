import type { OldBuild } from '#test/integration/desk-data/page/old-profile.ts'
import { addPicture, clerkLogin, fillIntake, takeIn } from '../ground/clerk.ts'
import type { Finding } from '../ground/compare.ts'
import { sendAll } from '../ground/counter.ts'
import { examineIntake } from '../ground/examine.ts'
import { buildOldProfileScript, takeUpOldProfile } from '../ground/old-build.ts'
import type { Mishap, MishapStage } from './disk-full.ts'

/** The whole profile of an older build with unsent work: a save, an edit of what the centre has, and a draft, each with a page. */
export const upgradeFrom = (build: OldBuild): Mishap => ({
  what: `upgrade from the ${build === 'first' ? 'first store' : 'store before the day’s close'}`,
  play: (stage) => playUpgrade(stage, build),
})

async function playUpgrade({ counter, desk, name, trial, folder }: MishapStage, build: OldBuild): Promise<Finding[]> {
  const { page, screen } = desk
  const [edited, fresh, draft] = [`${name} SỬA`, `${name} MỚI`, `${name} NHÁP`]
  for (const one of [edited, fresh, draft]) counter.trialOf.set(one, trial)
  counter.line.restore()
  await takeIn(screen, { name: edited, pages: 1 })
  await sendAll(counter, desk)
  counter.line.cut()
  await screen.openDossier(edited)
  await screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn')
  await takeIn(screen, { name: fresh, pages: 1 })
  await fillIntake(screen, draft)
  await addPicture(page, `${draft} 1`, 1)
  await page.locator('.mc-save-bar').filter({ hasText: 'Đã lưu nháp' }).waitFor()

  counter.line.restore()
  await takeUpOldProfile(desk, await buildOldProfileScript(folder), build)
  counter.line.cut()
  await screen.signIn(clerkLogin)
  const seen = counter.oracle.of(trial)
  const findings: Finding[] = []
  for (const one of [edited, fresh, draft])
    findings.push(
      ...(await examineIntake(
        desk,
        one,
        seen.filter((said) => said.name === one),
      )),
    )
  await screen.openDossier(edited)
  const lines = await screen.timeline.locator('li').filter({ hasText: 'Chuyển' }).count()
  return lines > 0 ? findings : [...findings, { kind: 'lost', trial, what: `the unsent step of ${edited}` }]
}
