import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Oversight } from '#core/reconciliation/oversight.ts'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { findTroubles } from '#test/support/check-screen.ts'
import { type DeskLab, type LabDesk, pageFiles, startDeskLab } from '#test/support/desk-lab.ts'
import { demoPassword } from '#test/support/desk-screen.ts'

const agency = 'h53-27712'

/** Takes in one citizen's dossier, its papers scanned or only on paper. */
async function takeIn({ page, screen }: LabDesk, papers: 'scanned' | 'paper'): Promise<string> {
  await page.keyboard.press('F2')
  await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
  await screen.intakeField('applicant.personalId').fill('080190000002')
  await screen.intakeField('applicant.name').fill('TRẦN THỊ B')
  await screen.intakeField('applicant.address').fill('Khu phố 2, Phường Thử, Tây Ninh')
  await screen.pickProcedure('dang ky khai sinh', '1.001193')
  if (papers === 'scanned') {
    await screen.addPages('Tờ khai', join(pageFiles, 'to-khai-2-trang.pdf'), 2)
    await screen.addPages('Giấy chứng sinh', join(pageFiles, 'giay-chung-sinh.jpg'), 3)
  } else {
    await screen.meetPaper('to-khai', 'Bản giấy')
    await screen.meetPaper('giay-chung-sinh', 'Bản giấy')
  }
  await screen.meetPaper('giay-to-tuy-than', 'Đã xuất trình')
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
  return (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
}

describe('a desk that the administrator has revoked', () => {
  let lab: DeskLab
  let desk: LabDesk
  let admin: CentreClient
  let code = ''
  let supervisor: LabDesk

  const panel = () => desk.page.getByRole('region', { name: 'Máy này đã bị thu hồi quyền' })
  const row = () => panel().getByRole('row').filter({ hasText: code })
  const oversight = async () => Oversight.parse((await admin.call('GET', `/centre/api/oversight?agency=${agency}`)).body)

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open('Chromium', 'desk')
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
    await takeIn(desk, 'paper')
    await desk.screen.waitForStatus(/Đã gửi hết/)
    admin = openCentreClient(lab.centre.origin)
    expect(verdict(await admin.call('POST', '/centre/api/session', { login: 'admin', password: demoPassword }))).toBe('200')
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('locks as soon as it hears of it, and lists what it had not sent', async () => {
    const device = await desk.page.evaluate(async () => (await (await fetch('/centre/api/device')).json()).device)
    lab.line.cut()
    await desk.screen.waitForStatus(/Không có mạng từ/)
    code = await takeIn(desk, 'scanned')
    expect(verdict(await admin.call('DELETE', `/centre/api/devices/${device}`))).toBe('200')
    lab.line.restore()
    await row().getByText('Đã bàn giao, chờ quyết định').waitFor({ timeout: 60_000 })
    await row().getByText('Nguyễn Thị An').waitFor()
    // The earlier dossier is among them where its printing was not sent yet.
    await panel()
      .getByRole('status')
      .getByText(/[12] hồ sơ, 3 trang\./)
      .waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('lets nobody in, and says why', async () => {
    await desk.page.getByLabel('Tên đăng nhập', { exact: true }).fill('an.nt')
    await desk.page.getByLabel('Mật khẩu', { exact: true }).fill(demoPassword)
    await desk.page.getByRole('button', { name: 'Đăng nhập' }).click()
    await desk.page.getByRole('alert').getByText('Máy này đã bị thu hồi quyền làm việc.').waitFor()
    await row().getByText('Đã bàn giao, chờ quyết định').waitFor()
  })

  it('is judged by the supervisor, who sees what was handed in before deciding', async () => {
    const item = (await oversight()).handedIn.find(({ dossierCode }) => dossierCode === code)
    expect(item).toMatchObject({ why: 'device_revoked', deskName: 'Quầy 2', pages: 3, state: 'waiting' })
    supervisor = await lab.open('Chromium', 'supervisor')
    const { page, screen } = supervisor
    await screen.signIn('giang.nv', 'Bàn giám sát')
    await page.getByRole('link', { name: /Sai lệch/ }).click()
    await page.getByRole('tab', { name: /Bàn giao/ }).click()
    await page.getByRole('button', { name: `Xem và quyết việc bàn giao của hồ sơ ${code}` }).click()
    const contents = page.getByRole('region', { name: 'Nội dung bàn giao' })
    await contents.getByText('Trần Thị B').waitFor()
    await contents.getByText('Tiếp nhận hồ sơ').waitFor()
    expect(await findTroubles(supervisor, 'vi', true)).toEqual([])
    await page.getByRole('button', { name: 'Nhận vào' }).click()
    await page.getByText('Ghi lý do trước khi quyết.').waitFor()
    await page.getByLabel('Lý do').fill('Đã xem giấy gốc tại quầy')
    await page.getByRole('button', { name: 'Nhận vào' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('row').filter({ hasText: 'Đã nhận' }).waitFor()
  })

  it('is found to be a second dossier of one citizen, until the supervisor says that it is none', async () => {
    const { page } = supervisor
    await expect
      .poll(async () => (await oversight()).duplicates.map(({ kind }) => kind), { timeout: 60_000, interval: 500 })
      .toContain('same_citizen')
    await page.getByRole('button', { name: 'Lấy số liệu mới' }).click()
    await page.getByRole('tab', { name: /Nghi trùng/ }).click()
    const alike = page.getByRole('row').filter({ hasText: 'Cùng người' })
    await alike.click()
    await page.getByRole('dialog', { name: 'Hồ sơ nghi trùng' }).getByText(code).waitFor()
    expect(await findTroubles(supervisor, 'vi', true)).toEqual([])
    await page.getByLabel(/Nếu không trùng/).fill('Hai con khác nhau')
    await page.getByRole('button', { name: 'Không trùng' }).click()
    await page.getByRole('row').filter({ hasText: 'Đã xem, không trùng' }).waitFor()
    expect(await findTroubles(supervisor, 'vi', true)).toEqual([])
  })

  it('says what was decided, by whom and why', async () => {
    await desk.page.reload()
    await row().getByText('Đã nhận').waitFor()
    await row().getByText('Đã xem giấy gốc tại quầy').waitFor()
    await panel().getByRole('status').getByText('1 đã nhận').waitFor()
    expect(await findTroubles(desk, 'vi', true)).toEqual([])
  })

  it('says the same in English, and at 200 % zoom', async () => {
    await desk.page.getByRole('button', { name: 'English' }).click()
    await desk.page.getByRole('region', { name: 'This PC is no longer allowed to work' }).getByText('Taken in').first().waitFor()
    await desk.page.setViewportSize({ width: 683, height: 384 })
    expect(await findTroubles(desk, 'en', true)).toEqual([])
  })
})
