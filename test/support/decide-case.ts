import { expect } from 'vitest'
import { BirthDate } from '#core/dossier/applicant.ts'
import { formatBirthDate } from '#core/identity/birth-date.ts'
import type { CaseChoice } from '#core/reconciliation/case.ts'
import type { DisputeTruth } from '#resources/demo/make-disputes.ts'
import type { LabDesk } from './desk-lab.ts'

const sideKeys = { base: '1', mine: '2', theirs: '3' } as const

/**
 * Decides the case on screen as its paper says, by the keyboard alone, and goes on.
 * @returns how many keys were pressed; Ctrl+Enter counts as two
 */
export async function decideByKeyboard({ page }: LabDesk, truth: DisputeTruth): Promise<number> {
  let pressed = 0
  const press = async (key: string) => {
    pressed += key.split('+').length
    await page.keyboard.press(key)
  }
  if (truth.kind !== 'free') {
    await press('p')
    await page.locator('.mc-evidence .mc-viewer-page').waitFor()
    await expect.poll(() => page.locator('.mc-evidence-head').textContent()).toMatch(/(Đã xem 1|1 of)/)
  }
  for (const [at, choice] of truth.choices.entries()) {
    if (at > 0) await press('ArrowDown')
    if (choice.take === 'typed') {
      await press('e')
      await page.locator('.mc-typed input').fill(typedText(choice))
      await press('Enter')
      await page.locator('.mc-typed').waitFor({ state: 'detached' })
    } else if (!(await isTaken(page, choice, at))) await press(sideKeys[choice.take])
  }
  if (truth.kind !== 'free') await press('a')
  await press('Control+Enter')
  return pressed
}

async function isTaken(page: LabDesk['page'], choice: CaseChoice, at: number): Promise<boolean> {
  if (choice.path === 'step') return false
  const row = page.locator('.mc-case-table tbody tr').nth(at)
  const side = { base: 0, mine: 1, theirs: 2, typed: 0 }[choice.take]
  return (await row.locator('button[aria-pressed]').nth(side).getAttribute('aria-pressed')) === 'true'
}

function typedText({ path, value }: CaseChoice): string {
  if (path === 'applicant.birthDate') return formatBirthDate(BirthDate.parse(value))
  return value !== null && typeof value === 'object' && 'text' in value ? String(value['text']) : String(value)
}
