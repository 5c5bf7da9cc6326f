import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { messages } from '#renderer/i18n/messages.ts'
import { findTroubles, goTo, switchLanguage } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const { outside: words, dossier: dossierWords, queue, intake } = messages.vi

/** What a citizen filed on the portal, in its field names. */
const filed = {
  MaHoSo: 'H53.27712-261119-9990001',
  MaTTHC: '1.001193',
  ChuHoSo: 'Đặng Thị Trực Tuyến',
  LoaiDoiTuong: '1',
  SoDinhDanh: '072195000007',
  DiaChi: 'Khu phố 2, phường Tân An, tỉnh Tây Ninh',
  NoiNopHoSo: 'H53.27712',
  NgayNopHoSo: '20261119213000',
}

const registries = [
  { system: 'land', question: 'CD 123456', result: 'differs', fact: 'Tình trạng: Còn hiệu lực' },
  { system: 'business', question: '0300588569', result: 'differs', fact: 'Tên: Công ty Thử Nghiệm' },
  { system: 'finance', question: 'TB-2026-0001', result: 'differs', fact: 'Số tiền: 1.250.000 đ' },
  { system: 'insurance', question: '9999999999', result: 'not_found', fact: '' },
] as const

describeEachShell('systems outside', (kind) => {
  let lab: DeskLab
  let desk: LabDesk
  const card = () => desk.page.getByRole('region', { name: words.title })
  const line = (system: keyof typeof words.systemOf) => card().getByRole('listitem').filter({ hasText: words.systemOf[system] })

  beforeAll(async () => {
    lab = await startDeskLab({ outside: true })
    desk = await lab.open(kind, 'desk')
    // The centre asks in rounds, and desks go before them.
    desk.page.setDefaultTimeout(60_000)
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('takes a dossier in without a line, not checked yet', async () => {
    lab.line.cut()
    await desk.screen.waitForStatus(/Không có mạng từ/)
    await desk.screen.takeInOnPaper({ personalId: '080190000002', name: 'TRẦN THỊ B' })
    await desk.page.getByRole('link', { name: intake.openDossier }).click()
    await line('national_portal').getByText(words.portalOf.not_sent).waitFor()
    await line('population').getByText(words.unchecked).waitFor()
    await card().getByText(words.unseenOf.no_line).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('checks it and sends it to the portal when the line is back, by itself', async () => {
    lab.line.restore()
    await line('national_portal').getByText(words.portalOf.sent).waitFor()
    await line('population').getByText(words.resultOf.matches, { exact: true }).waitFor()
  })

  it('looks up in the four registries, and shows each answer when it is there', async () => {
    for (const { system, question } of registries) {
      await chooseOption(desk.page, card().getByLabel(words.system), words.systemOf[system])
      await card().getByLabel(words.questionOf[system]).fill(question)
      await card().getByRole('button', { name: words.lookUp }).click()
      await card().getByRole('listitem').filter({ hasText: question }).waitFor()
    }
    for (const { question, result, fact } of registries) {
      const answered = card().getByRole('listitem').filter({ hasText: question })
      await answered.getByText(words.resultOf[result]).waitFor()
      await answered.getByText(fact).first().waitFor()
    }
  })

  it('says that a number of another shape is none, and asks nothing', async () => {
    const { asked } = lab.outside?.platform ?? { asked: [] }
    const before = asked.length
    await chooseOption(desk.page, card().getByLabel(words.system), words.systemOf.land)
    await card().getByLabel(words.questionOf.land).fill('mọi thửa đất')
    await desk.page.keyboard.press('Enter')
    await card().getByRole('alert').getByText(words.badQuestionOf.land).waitFor()
    expect(asked).toHaveLength(before)
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('brings in what was filed online, in status 1, and takes it in at the counter with N', async () => {
    const { page } = desk
    const portal = lab.outside?.portal
    portal?.filed.push(filed)
    await goTo(page, '/')
    await page.getByLabel(queue.filter).fill('truc tuyen')
    await page.locator('.mc-queue-panel tr[data-index]').filter({ hasText: filed.ChuHoSo }).click()
    await line('national_portal').getByText(words.portalOf.sent).waitFor()
    await line('population').getByText(words.resultOf.matches, { exact: true }).waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
    await page.keyboard.press('n')
    await page.getByText(dossierWords.actions.hint.acceptOnline).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.locator('.mc-done').getByText(dossierWords.actions.done.acceptOnline).waitFor()
    await page.locator('.mc-dossier-header').getByText(messages.vi.ui.status['2']).waitFor()
    await expect.poll(() => portal?.dossiers.get(filed.MaHoSo)?.['TrangThaiHoSo'], { timeout: 60_000 }).toBe('2')
    expect(portal?.confirmed.get(filed.MaHoSo)).toBe('1')
  })

  it('speaks one language', async () => {
    await switchLanguage(desk.page, 'en')
    await card().waitFor({ state: 'detached' })
    await desk.page.getByRole('region', { name: messages.en.outside.title }).waitFor()
    expect(await findTroubles(desk, 'en', true)).toEqual([])
  })
})
