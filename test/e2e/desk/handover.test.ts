import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const agency = 'agency-h53-27712'

async function tryPassword(desk: LabDesk, login: string, password: string) {
  const { page } = desk
  await page.getByLabel('Tên đăng nhập', { exact: true }).fill(login)
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
}

async function takeIn(desk: LabDesk, name: string, personalId: string): Promise<string> {
  const { page, screen } = desk
  await page.keyboard.press('F2')
  await screen.intakeField('applicant.personalId').fill(personalId)
  await screen.intakeField('applicant.name').fill(name)
  await screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
  await screen.pickProcedure('xac nhan tinh trang hon nhan', '1.004873')
  for (const row of await page.locator('.mc-paper', { hasNotText: 'nếu có' }).all()) {
    const shownOnly = (await row.getByText('Chỉ xuất trình rồi trả lại').count()) > 0
    const select = row.locator('[id^="intake-papers-"]')
    await screen.meetPaper(
      ((await select.getAttribute('id')) ?? '').replace('intake-papers-', ''),
      shownOnly ? 'Đã xuất trình' : 'Bản giấy',
    )
  }
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
  return (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
}

describeEachShell('handing the desk over without a network', (kind) => {
  let lab: DeskLab
  let desk: LabDesk
  const codes = { an: '', binh: '' }

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open(kind, 'desk')
    await desk.screen.signIn('binh.tv', 'Quầy 2')
    await desk.screen.signOut()
    await desk.screen.signIn('an.nt')
    await desk.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
    lab.line.cut()
    await desk.screen.waitForStatus(/Không có mạng từ/)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('lets the first official take in a dossier offline', async () => {
    codes.an = await takeIn(desk, 'PHẠM THỊ ÁNH', '080190000101')
    expect(codes.an).toMatch(/^H53\.27712-\d{6}-\d{7}$/)
  })

  it('refuses a wrong password offline, and says so in words', async () => {
    await desk.screen.signOut()
    await tryPassword(desk, 'binh.tv', 'khong-phai-mat-khau')
    await desk.page.getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor()
    expect(await desk.page.locator('.mc-status-words').count()).toBe(0)
  })

  it('lets in the second official, who has signed in on this PC before, and takes in a dossier of theirs', async () => {
    await desk.screen.signIn('binh.tv')
    await desk.screen.waitForStatus(/Chờ gửi 1 hồ sơ/)
    codes.binh = await takeIn(desk, 'VÕ VĂN BẢY', '080090000102')
    expect(codes.binh.slice(-4)).not.toBe(codes.an.slice(-4))
    await desk.screen.waitForStatus(/Chờ gửi 2 hồ sơ/)
  })

  it('tells somebody who was never at this PC that the first sign-in needs the network', async () => {
    await desk.screen.signOut()
    await tryPassword(desk, 'chi.lt', 'motcua-2026')
    await desk.page.getByText('bạn chưa từng đăng nhập trên máy này').waitFor()
    await desk.page.getByText('Nối mạng để đăng nhập lần đầu').waitFor()
  })

  it('locks a login after five wrong passwords offline, and not its neighbour', async () => {
    for (let wrong = 1; wrong < 5; wrong++) {
      await tryPassword(desk, 'an.nt', `sai-${wrong}`)
      await desk.page.getByText('Tên đăng nhập hoặc mật khẩu không đúng').waitFor()
      await expect.poll(() => desk.page.getByRole('button', { name: 'Đăng nhập' }).isEnabled()).toBe(true)
    }
    await tryPassword(desk, 'an.nt', 'sai-5')
    await desk.page.getByText('Đã nhập sai quá nhiều lần nên tạm khóa').waitFor()
    await desk.page.getByText(/Thử lại sau 5 phút/).waitFor()
    await tryPassword(desk, 'an.nt', 'motcua-2026')
    await desk.page.getByText('Đã nhập sai quá nhiều lần nên tạm khóa').waitFor()
    expect(await desk.page.locator('.mc-status-words').count()).toBe(0)
    await desk.screen.signIn('binh.tv')
  })

  it('brings both dossiers to the centre as their own authors’, whoever sits there when the line returns', async () => {
    lab.line.restore()
    await desk.screen.waitForStatus(/Đã gửi hết/)
    const reader = await openCentreReader(lab.centre.origin, 'giang.nv')
    const dossiers = await reader.list(`${agency}-dossiers`)
    const journal = await reader.list(`${agency}-journal`)
    for (const [code, author] of [
      [codes.an, 'person:an.nt'],
      [codes.binh, 'person:binh.tv'],
    ]) {
      const dossier = dossiers.find((doc) => doc.code === code)
      expect(dossier).toMatchObject({ received: { by: author }, updated: { by: author } })
      const events = journal.filter((doc) => doc.dossierCode === code)
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) expect(event).toMatchObject({ author })
    }
  })
})
