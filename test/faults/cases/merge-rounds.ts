import type { Dossier } from '#core/dossier/dossier.ts'
import type { DeskProcess } from '../ground/desk-process.ts'

/** What each of three desks does to one dossier while none hears of the others, and what must have come of it at the centre. */
export type Round = {
  name: string
  edit(desk: DeskProcess, index: number): Promise<void>
  /** What is wrong with it, in words. */
  judge(dossier: Dossier): string[]
}

const typedIds = ['080190000301', '080190000302']
const typedPhone = '0912000333'

/** Two correct the same legal field each in their way, the third another field: a case that holds both values, and nothing else disputed. */
const legal: Round = {
  name: 'one legal field twice',
  async edit(desk, index) {
    const personalId = typedIds[index]
    if (personalId === undefined) await correct(desk, 'applicant-phone', typedPhone)
    else await correct(desk, 'applicant-personalId', personalId, 'Theo thẻ căn cước')
  },
  judge({ applicant, cases = [] }) {
    const open = cases.filter(({ settled }) => settled === null)
    const told = JSON.stringify(open.flatMap(({ fields }) => fields.filter(({ path }) => path === 'applicant.personalId')))
    return [
      ...(applicant.phone === typedPhone ? [] : ['the third desk’s telephone number is gone']),
      ...(open.length === 1 ? [] : [`${open.length} open cases instead of one`]),
      ...typedIds.filter((value) => !told.includes(value)).map((value) => `no case holds ${value}`),
    ]
  },
}

/** All three take the same step: nothing to ask anybody, and each hand is in the journal. */
const step: Round = {
  name: 'the same step three times',
  edit: ({ screen }) => screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn'),
  judge: ({ business, cases = [] }) => [
    ...(business.status === 4 ? [] : [`it stands at ${business.status}`]),
    ...(cases.length === 0 ? [] : [`${cases.length} cases about a step that all agree on`]),
  ],
}

/** Three fields, one each: all of them stand in the end. */
const apart: Round = {
  name: 'three fields',
  async edit(desk, index) {
    if (index === 0) await correct(desk, 'applicant-phone', typedPhone)
    if (index === 1) await correct(desk, 'subject', 'Ghi thêm ở quầy hai')
    if (index === 2) await correct(desk, 'applicant-email', 'ba@example.vn')
  },
  judge: ({ applicant, subject, cases = [] }) => [
    ...(applicant.phone === typedPhone ? [] : ['the telephone number is gone']),
    ...(subject === 'Ghi thêm ở quầy hai' ? [] : ['the subject is gone']),
    ...(applicant.email === 'ba@example.vn' ? [] : ['the address is gone']),
    ...(cases.length === 0 ? [] : [`${cases.length} cases about different fields`]),
  ],
}

export const mergeRounds: readonly [Round, ...Round[]] = [legal, step, apart]

/** Đính chính by keyboard: L, the line, the reason where it needs one, Ctrl+Enter. */
async function correct({ page }: DeskProcess, line: string, text: string, reason?: string): Promise<void> {
  await page.keyboard.press('l')
  await page.locator(`#action-correction-${line}`).fill(text)
  if (reason !== undefined) await page.locator('#action-reason').fill(reason)
  await page.keyboard.press('Control+Enter')
  await page.locator('.mc-done').filter({ hasText: 'Đã đính chính hồ sơ' }).waitFor()
}
