import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo, type Language, switchLanguage } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { electronPath } from '#test/support/launch-desk.ts'

const tabs = ['settled', 'refused', 'duplicates', 'orphaned', 'handedIn'] as const

async function openTab({ page }: LabDesk, tab: string): Promise<void> {
  await goTo(page, tab === 'open' ? '/reconciliation' : `/reconciliation?tab=${tab}`)
  await page.locator(`[data-tab="${tab}"][aria-selected="true"]`).waitFor()
  await page.locator('.mc-reconciliation-panel [role=grid]').waitFor()
}

/** Opens the first case of a kind: `step`, or one whose table has a legal field. */
async function openCase(lab: DeskLab, desk: LabDesk, kind: 'legal' | 'free' | 'step'): Promise<void> {
  const found = lab.disputes.find((one) => one.kind === kind)
  await goTo(desk.page, `/reconciliation/${found?.caseId ?? ''}`)
  await desk.page.locator('.mc-case').waitFor()
}

type Opening = (desk: LabDesk, language: Language, lab: DeskLab) => Promise<void>

const screens: [string, Opening][] = [
  ['the supervisor’s first screen', ({ page }) => goTo(page, '/').then(() => page.locator('.mc-oversight').waitFor())],
  ['the list of cases', (desk) => openTab(desk, 'open')],
  ...tabs.map((tab): [string, Opening] => [`the tab ${tab}`, (desk) => openTab(desk, tab)]),
  [
    'many suggestions',
    async (desk, language) => {
      await openTab(desk, 'open')
      await desk.page.keyboard.press('b')
      await desk.page.getByRole('dialog', { name: messages[language].reconciliation.bulk.title }).waitFor()
      await desk.page.locator('.mc-bulk-changes').first().waitFor()
    },
  ],
  [
    'a case of legal fields',
    async (desk, _, lab) => {
      await desk.page.keyboard.press('Escape')
      await openCase(lab, desk, 'legal')
    },
  ],
  [
    'a case with its page open, a value typed and what is missing said',
    async ({ page }) => {
      await page.keyboard.press('p')
      await page.locator('.mc-evidence .mc-viewer-page').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.locator('.mc-lacks-loud').waitFor()
      await page.locator('.mc-case-table button[aria-pressed]').first().focus()
      await page.keyboard.press('e')
      await page.locator('.mc-typed input').waitFor()
    },
  ],
  ['a case of free fields', (desk, _, lab) => openCase(lab, desk, 'free')],
  ['a case of two steps', (desk, _, lab) => openCase(lab, desk, 'step')],
  [
    'a dossier in dispute',
    async ({ page }) => {
      await page.locator('.mc-case-header h1 a').click()
      await page.locator('.mc-timeline').waitFor()
      await page.locator('.ant-alert').first().waitFor()
    },
  ],
  [
    'a case that is not here',
    async ({ page }, language) => {
      await goTo(page, '/reconciliation/case:01ARZ3NDEKTSV4RRFFQ69G5FAV')
      await page.getByRole('heading', { name: messages[language].reconciliation.case.notFound }).last().waitFor()
    },
  ],
]

describe.each(['Chromium', 'Electron'] as const)('every screen of reconciliation in %s', (kind) => {
  if (kind === 'Electron' && electronPath === undefined) {
    it.skip('needs an Electron binary')
    return
  }
  let lab: DeskLab
  let desk: LabDesk

  beforeAll(async () => {
    lab = await startDeskLab({ disputes: 24 })
    desk = await lab.open(kind, 'desk')
    await desk.screen.signIn('giang.nv', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
  }, 240_000)
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  describe.each(['vi', 'en'] as const)('in %s', (language) => {
    beforeAll(() => switchLanguage(desk.page, language))

    it.each(screens)('%s is accessible, fits and speaks one language', async (_, open) => {
      await open(desk, language, lab)
      expect(await findTroubles(desk, language, kind === 'Chromium')).toEqual([])
    })
  })
})
