import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { goTo } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const tanAn = 'h53-27712'
const database = `agency-${tanAn}-dossiers`

async function open({ page, screen }: LabDesk, id: string): Promise<void> {
  await goTo(page, `/dossiers/${id}`)
  await screen.timeline.waitFor()
}

/** Đính chính by keyboard: L, the line, the reason where it needs one, Ctrl+Enter. */
async function correct({ page }: LabDesk, line: string, text: string, reason?: string): Promise<void> {
  await page.keyboard.press('l')
  await page.locator(`#action-correction-${line}`).fill(text)
  if (reason !== undefined) await page.locator('#action-reason').fill(reason)
  await page.keyboard.press('Control+Enter')
  await page.locator('.mc-done').filter({ hasText: 'Đã đính chính hồ sơ' }).waitFor()
}

describeEachShell('two desks edit one dossier without a network', (kind) => {
  let lab: DeskLab
  let first: LabDesk
  let second: LabDesk
  let dossiers: Dossier[]

  const atCentre = async (id: string | undefined): Promise<Dossier> => {
    const reader = await openCentreReader(lab.centre.origin, 'an.nt')
    return Dossier.parse((await reader.list(database)).find((one) => one._id === id))
  }
  const cut = async () => {
    lab.line.cut()
    for (const desk of [first, second]) await desk.screen.waitForStatus(/Không có mạng từ/)
  }
  const mend = async () => {
    lab.line.restore()
    for (const desk of [first, second]) await desk.screen.waitForStatus(/Đã gửi hết/)
  }
  const both = (look: (desk: LabDesk) => Promise<unknown>) => Promise.all([look(first), look(second)])

  beforeAll(async () => {
    lab = await startDeskLab()
    first = await lab.open(kind, 'first')
    await first.screen.signIn('an.nt', 'Quầy 1')
    second = await lab.open(kind, 'second')
    await second.screen.signIn('binh.tv', 'Quầy 2')
    for (const desk of [first, second]) await desk.screen.waitForStatus(/Đã gửi hết/)
    const reader = await openCentreReader(lab.centre.origin, 'an.nt')
    dossiers = (await reader.list(database))
      .map((one) => Dossier.parse(one))
      .filter(
        ({ applicant, agencies, business }) =>
          applicant.type === 'citizen' && agencies.competent === tanAn && business.stage === 'approved',
      )
  }, 240_000)
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('merges different fields silently, says so in the journal, and can take it back', { timeout: 180_000 }, async () => {
    const [dossier] = dossiers
    await cut()
    await both((desk) => open(desk, dossier?.id ?? ''))
    await correct(first, 'applicant-phone', '0912000111')
    await correct(second, 'subject', 'Ghi thêm ở Quầy 2')
    await mend()
    await both(async ({ page, screen }) => {
      await page.locator('.mc-fact').getByText('0912000111').waitFor()
      await page.locator('.mc-fact').getByText('Ghi thêm ở Quầy 2').waitFor()
      await screen.timeline.getByText('Máy gộp sửa đổi của hai quầy').waitFor()
      expect(await page.getByText('Đang sai lệch').count()).toBe(0)
    })
    expect(await atCentre(dossier?.id)).toMatchObject({ applicant: { phone: '0912000111' }, subject: 'Ghi thêm ở Quầy 2' })
    await first.page.getByRole('button', { name: 'Hoàn tác lần gộp' }).click()
    await first.page.getByLabel('Lý do').fill('Gộp nhầm')
    await first.page.keyboard.press('Enter')
    await both(({ screen }) => screen.timeline.locator('li', { hasText: 'Hoàn tác lần gộp' }).getByText('Gộp nhầm').waitFor())
  })

  it('opens a case where both changed the same legal field, and tells both desks who decides', { timeout: 180_000 }, async () => {
    const [, dossier] = dossiers
    await cut()
    await both((desk) => open(desk, dossier?.id ?? ''))
    await correct(first, 'applicant-name', 'Trần Thị Một', 'Theo giấy khai sinh')
    await correct(second, 'applicant-name', 'Trần Thị Hai', 'Theo thẻ căn cước')
    await mend()
    await both(async ({ page }) => {
      await page.getByText('Đang sai lệch: Họ và tên').waitFor()
      await page.getByText(/Người quyết: .+, điện thoại 0900 000 \d{3}/).waitFor()
    })
    const names = await both(({ page }) => page.locator('.mc-dossier-who').textContent())
    expect(new Set(names).size).toBe(1)
    expect((await atCentre(dossier?.id)).cases).toMatchObject([{ kind: 'fields', settled: null }])
  })

  it('does not let the result be numbered meanwhile, and says why', async () => {
    const [, dossier] = dossiers
    await second.screen.signOut()
    await second.screen.signIn('em.ht')
    await open(second, dossier?.id ?? '')
    const numbering = second.page.getByRole('button', { name: 'Vào số, đính kèm kết quả' })
    await numbering.waitFor()
    expect(await numbering.isDisabled()).toBe(true)
    await second.page.locator('.mc-action-hint').getByText('Trường pháp lý đang sai lệch giữa hai quầy').waitFor()
  })

  it('is decided by the supervisor, by keyboard; both desks end equal and work goes on', { timeout: 180_000 }, async () => {
    const [, dossier] = dossiers
    await first.screen.signOut()
    await first.screen.signIn('giang.nv')
    await first.page.keyboard.press('Alt+4')
    await first.page.getByRole('tab', { name: /Việc đối chiếu/ }).waitFor()
    await first.page.getByRole('grid').focus()
    await first.page.keyboard.press('Home')
    await first.page.keyboard.press('Enter')
    await first.page.locator('.mc-case').waitFor()
    const paper = first.page.locator('#case-paper-seen')
    if (await paper.isVisible()) await paper.fill('giấy khai sinh bản chính')
    else {
      await first.page.keyboard.press('p')
      await first.page.locator('.mc-evidence-head').getByText('Đã xem 1').waitFor()
    }
    await first.page.locator('.mc-case-table button[tabindex="0"]').focus()
    await first.page.keyboard.press(await keyOf(first, 'Trần Thị Một'))
    await first.page.keyboard.press('a')
    await first.page.keyboard.press('Control+Enter')
    await first.page.locator('.mc-undo-line').getByText('Đã quyết').waitFor()
    await open(first, dossier?.id ?? '')
    await both(async ({ page }) => {
      await page.locator('.mc-dossier-who').getByText('Trần Thị Một').waitFor()
      await page.getByText('Đang sai lệch:').waitFor({ state: 'detached' })
      await page.locator('.mc-timeline').getByText('Quyết sai lệch').waitFor()
    })
    await expect.poll(() => second.page.getByRole('button', { name: 'Vào số, đính kèm kết quả' }).isEnabled()).toBe(true)
    expect(await atCentre(dossier?.id)).toMatchObject({
      applicant: { name: 'Trần Thị Một' },
      cases: [{ settled: { by: 'person:giang.nv' } }],
    })
  })
})

/** 2 or 3: the column in which a value stands. */
async function keyOf({ page }: LabDesk, value: string): Promise<string> {
  const cells = await page.locator('.mc-case-table tbody tr').first().locator('td').allTextContents()
  return String(cells.findIndex((text) => text.includes(value)) + 1)
}
