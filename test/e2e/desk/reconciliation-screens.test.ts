import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Oversight } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo, type Language, switchLanguage } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { dissolveUnit, leaveBroken, withdrawRights } from '#test/support/make-trouble.ts'

const tabs = ['settled', 'refused', 'duplicates', 'orphaned', 'handedIn'] as const

const tanAn = AgencySlug.parse('h53-27712')
const ended = AgencySlug.parse('h53-27991')

async function openTab({ page }: LabDesk, tab: string): Promise<void> {
  await goTo(page, tab === 'open' ? '/reconciliation' : `/reconciliation?tab=${tab}`)
  await page.locator(`[data-tab="${tab}"][aria-selected="true"]`).waitFor()
  await page.locator('.mc-reconciliation-panel [role=grid]').waitFor()
}

/** What a row of this tab has to say, beside what it is about. */
function reasonsOn(tab: string, language: Language): string[] {
  const { ui } = messages[language]
  if (tab === 'refused') return ['Quầy 2', ui.refusal.forbidden]
  return tab === 'orphaned' ? ['Phường Tân An'] : []
}

/** The centre finds in its rounds what is wrong; the screen asks it when it is told to. */
async function waitForCount(desk: LabDesk, list: 'refused' | 'orphaned' | 'quarantined'): Promise<void> {
  const count = async () => {
    const answer = await desk.page.evaluate(async () => (await fetch('/centre/api/oversight')).json())
    const { desks, ...lists } = Oversight.parse(answer)
    return list === 'refused' ? desks.flatMap((one) => one.refused).length : lists[list].length
  }
  await vi.waitFor(async () => expect(await count()).toBeGreaterThan(0), { timeout: 60_000, interval: 500 })
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
  ...tabs.map((tab): [string, Opening] => [
    `the tab ${tab}`,
    async (desk, language) => {
      await openTab(desk, tab)
      for (const words of reasonsOn(tab, language)) await desk.page.locator('tr[data-index]').filter({ hasText: words }).first().waitFor()
    },
  ]),
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

describeEachShell('every screen of reconciliation', (kind) => {
  let lab: DeskLab
  let desk: LabDesk

  beforeAll(async () => {
    lab = await startDeskLab({ disputes: 24 })
    desk = await lab.open(kind, 'desk')
    await dissolveUnit(lab.couch, ended, tanAn)
    await desk.screen.signIn('binh.tv', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
    await withdrawRights(lab.couch, tanAn, 'person:binh.tv')
    await desk.screen.takeInOnPaper({ personalId: '080190000009', name: 'NGƯỜI BỊ TỪ CHỐI' })
    await desk.screen.signOut()
    await desk.screen.signIn('giang.nv')
    for (const list of ['refused', 'orphaned'] as const) await waitForCount(desk, list)
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

  it('shows an administrator a document that breaks its schema, with what is wrong in it', async () => {
    const id = await leaveBroken(lab.couch, tanAn)
    const office = await lab.open(kind, 'province')
    await office.screen.signIn('admin', 'Phòng quản trị')
    await waitForCount(office, 'quarantined')
    for (const language of ['vi', 'en'] as const) {
      await switchLanguage(office.page, language)
      await openTab(office, 'quarantine')
      const row = office.page.locator('tr[data-index]').filter({ hasText: id })
      await row.getByText(messages[language].reconciliation.quarantineWhy.invalid).waitFor()
      await row.getByText('Phường Tân An').waitFor()
      await row.getByText('sets: invalid_type').waitFor()
      expect(await findTroubles(office, language, kind === 'Chromium')).toEqual([])
    }
  })
})
