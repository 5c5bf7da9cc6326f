import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { type DeskLab, type LabDesk, pageFiles, startDeskLab, waitUntilKept } from '#test/support/desk-lab.ts'
import { electronPath, launchDesk } from '#test/support/launch-desk.ts'

const agency = 'agency-h53-27712'
const bankQr = '00020101021138570010A00000072701270006970436011300112233445560208QRIBFTTA53037045802VN6304A1B2'
const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

describe('bad input at the desk', () => {
  let lab: DeskLab
  let desk: LabDesk
  const thumbs = () => desk.page.locator('.mc-thumb-picture img')
  const typed = (field: string) => desk.screen.intakeField(field).inputValue()
  const addFile = (file: string) => desk.page.getByTestId('page-files').first().setInputFiles(file)
  const make = async (name: string, bytes: Uint8Array | string) => {
    const file = join(lab.folder, name)
    await writeFile(file, bytes)
    return file
  }
  /** The message of one file; put away again, so that the next test sees only its own. */
  const expectRefusedFile = async (name: string, words: string) => {
    const note = desk.page.locator('.mc-import-failed')
    await note.filter({ hasText: name }).filter({ hasText: words }).waitFor()
    await note.getByRole('button', { name: 'Đóng' }).click()
    await note.waitFor({ state: 'detached' })
  }

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open('Chromium', 'desk')
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
    await waitUntilKept(desk.page)
    await desk.page.keyboard.press('F2')
    await desk.screen.intakeField('applicant.personalId').fill('080190000201')
    await desk.screen.intakeField('applicant.name').fill('LÊ THỊ GIẤY')
    await desk.screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
    await desk.screen.pickProcedure('dang ky khai sinh', '1.001193')
    await desk.screen.addPages('Tờ khai', join(pageFiles, 'to-khai-2-trang.pdf'), 2)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('takes no page of a PDF that is torn, and keeps those already taken', async () => {
    const whole = await readFile(join(pageFiles, 'to-khai-2-trang.pdf'))
    await addFile(await make('xe-doi.pdf', whole.subarray(0, Math.floor(whole.length / 3))))
    await expectRefusedFile('xe-doi.pdf', 'PDF hỏng hoặc thiếu phần cuối')
    expect(await thumbs().count()).toBe(2)
  })

  it('says that a file of 0 bytes is empty', async () => {
    await addFile(await make('rong.png', ''))
    await expectRefusedFile('rong.png', 'Tệp rỗng (0 byte)')
    expect(await thumbs().count()).toBe(2)
  })

  it('says that an image of 200 MB is too large, without reading it', async () => {
    const file = join(lab.folder, 'khong-lo.png')
    const sparse = await open(file, 'w')
    await sparse.write(pngSignature)
    await sparse.truncate(200 * 1024 * 1024)
    await sparse.close()
    await addFile(file)
    await expectRefusedFile('khong-lo.png', 'Tệp lớn hơn 50 MB')
    expect(await thumbs().count()).toBe(2)
  })

  it('believes a file’s content, not its name', async () => {
    await addFile(await make('noi-doi.png', 'MZ this is a program, not a picture'))
    await expectRefusedFile('noi-doi.png', 'Tên tệp nói một loại nhưng nội dung không phải loại đó')
    expect(await thumbs().count()).toBe(2)
  })

  it('takes no image that stops in the middle', async () => {
    const whole = await readFile(join(pageFiles, 'giay-khai-sinh.png'))
    await addFile(await make('dut.png', whole.subarray(0, 200)))
    await expectRefusedFile('dut.png', 'Ảnh hỏng, không đọc được đến hết')
    expect(await thumbs().count()).toBe(2)
  })

  it('keeps a QR of something else out of the fields, and says it is no card', async () => {
    const before = await typed('applicant.name')
    await desk.screen.intakeField('applicant.name').focus()
    await desk.screen.scanCard('012345678901|khong phai the')
    await desk.page.getByText('Mã vừa quét không phải thẻ căn cước').waitFor()
    expect(await typed('applicant.name')).toBe(before)
    await desk.page.keyboard.press('F2')
    await desk.page.getByText('Quét mã QR trên thẻ căn cước bất cứ lúc nào').waitFor()
    await desk.screen.intakeField('applicant.name').focus()
    await desk.screen.scanCard(bankQr)
    await desk.page.getByText('Mã vừa quét không phải thẻ căn cước').waitFor()
    expect(await typed('applicant.name')).toBe('')
  })

  it('leaves a birth date empty that a card has wrong, and says why', async () => {
    await desk.screen.scanCard('080190000202||TRẦN THỊ NGÀY|31021990|Nữ|Khu phố 2, Phường Tân An, Tây Ninh|02082022')
    await desk.page.getByText('Ngày sinh trên thẻ không có thật').waitFor()
    expect(await typed('applicant.name')).toBe('TRẦN THỊ NGÀY')
    expect(await typed('applicant.birthDate')).toBe('')
  })

  it.each([
    ['31/02/1990', 'Ngày sinh không có thật'],
    ['01/01/2999', 'Ngày sinh ở tương lai'],
  ])('does not save an intake with the birth date %s', async (date, words) => {
    await desk.screen.intakeField('applicant.birthDate').fill(date)
    await desk.page.locator('.mc-field-error', { hasText: words }).waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await expect.poll(() => desk.page.evaluate(() => document.activeElement?.id)).toMatch(/^intake-/)
    expect(await desk.page.getByRole('heading', { name: 'Đã tiếp nhận' }).count()).toBe(0)
    expect(await typed('applicant.birthDate')).toBe(date)
  })

  it('offers neither scan nor page for a paper that is only shown', async () => {
    await desk.page.getByLabel(/^Bản nháp khác/).click({ force: true })
    await desk.page.locator('.ant-select-item-option', { hasText: 'LÊ THỊ GIẤY' }).click()
    await expect.poll(() => thumbs().count()).toBe(2)
    const row = desk.page.locator('.mc-paper', { hasText: 'Chỉ xuất trình rồi trả lại, không giữ bản sao' }).first()
    expect(await row.getByRole('button', { name: /Thêm trang/ }).count()).toBe(0)
    await row.locator('.ant-select').click()
    const ways = desk.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
    await ways.filter({ hasText: 'Đã xuất trình' }).waitFor()
    expect(await ways.filter({ hasText: /Bản quét|Bản giấy/ }).count()).toBe(0)
    await ways.filter({ hasText: 'Đã xuất trình' }).click()
    await desk.page.getByLabel('Trang mới vào giấy tờ').click({ force: true })
    await ways.filter({ hasText: 'Chưa xếp' }).waitFor()
    expect(await ways.filter({ hasText: 'tùy thân' }).count()).toBe(0)
    await desk.page.keyboard.press('Escape')
  })

  it('tells of a full disk, keeps what is typed, and saves once there is room', async () => {
    const { page, screen } = desk
    const devtools = await page.context().newCDPSession(page)
    const origin = lab.line.origin
    await page.getByText('Đã lưu nháp').waitFor()
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
    // Chromium looks at the quota only every half minute; until then writes still succeed.
    const note = screen.intakeField('note')
    const told = page.getByText('Ổ đĩa của máy đã đầy, chưa lưu thêm được')
    await note.fill('Gõ khi đĩa đầy')
    await expect.poll(() => note.press('.').then(() => told.isVisible()), { interval: 1000, timeout: 90_000 }).toBe(true)
    await note.fill('Gõ khi đĩa đầy')
    await told.waitFor()
    await page.getByText('Nội dung đang nhập vẫn trên màn hình').waitFor()
    await screen.addPages('Giấy chứng sinh', join(pageFiles, 'giay-chung-sinh.jpg'), 2)
    await expectRefusedFile('giay-chung-sinh.jpg', 'Ổ đĩa của máy đã đầy nên trang chưa lưu được')
    expect(await thumbs().count()).toBe(2)
    expect(await typed('note')).toBe('Gõ khi đĩa đầy')
    await devtools.send('Storage.overrideQuotaForOrigin', { origin })
    await devtools.detach()
    await expect.poll(() => note.press('.').then(() => told.isVisible()), { interval: 1000, timeout: 90_000 }).toBe(false)
    await note.fill('Gõ khi đĩa đầy')
    await screen.addPages(null, join(pageFiles, 'giay-chung-sinh.jpg'), 3)
    await page.getByText('Đã lưu nháp').waitFor()
  })

  it('holds the draft whole after all of it, and saves it as one dossier', async () => {
    const { page, screen } = desk
    await page.reload()
    await screen.signIn('an.nt')
    await expect.poll(() => typed('applicant.name')).toBe('LÊ THỊ GIẤY')
    await expect.poll(() => thumbs().count()).toBe(3)
    expect(await typed('note')).toBe('Gõ khi đĩa đầy')
    await page.getByText('Đủ thông tin để lưu').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    await screen.waitForStatus(/Đã gửi hết/)
    const reader = await openCentreReader(lab.centre.origin, 'giang.nv')
    const saved = (await reader.list(`${agency}-dossiers`)).filter((doc) => JSON.stringify(doc).includes('LÊ THỊ GIẤY'))
    expect(saved).toHaveLength(1)
    expect(saved[0]?.placements).toHaveLength(3)
  })

  it('tells a second window of the same profile that the desk is open elsewhere', async () => {
    const second = await desk.page.context().newPage()
    await second.goto(lab.line.origin)
    await second.getByRole('heading', { name: 'Một Cửa đang mở ở cửa sổ khác' }).waitFor()
    await second.close()
    await desk.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
  })

  it('issues no code when the clock was set back by a year, says so, and keeps the draft', async () => {
    const { page, screen } = desk
    await page.addInitScript(() => {
      const Real = Date
      const shiftMs = -365 * 86_400_000
      globalThis.Date = new Proxy(Real, {
        construct: (target, parts) => Reflect.construct(target, parts.length === 0 ? [Real.now() + shiftMs] : parts),
        get: (target, name) => (name === 'now' ? () => Real.now() + shiftMs : Reflect.get(target, name)),
      })
    })
    await page.reload()
    await screen.signIn('an.nt')
    await page.keyboard.press('F2')
    await page.getByText('Đồng hồ của máy đang chạy lùi so với lần làm việc trước').waitFor()
    await screen.intakeField('applicant.personalId').fill('080190000203')
    await screen.intakeField('applicant.name').fill('NGÔ VĂN GIỜ')
    await screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
    await screen.pickProcedure('tro cap huu tri', '1.014027')
    await screen.meetPaper('van-ban-de-nghi', 'Bản giấy')
    await page.getByText('Đủ thông tin để lưu').waitFor()
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('alert')
      .filter({ hasText: /[Đđ]ồng hồ/ })
      .last()
      .waitFor()
    expect(await page.getByRole('heading', { name: 'Đã tiếp nhận' }).count()).toBe(0)
    expect(await typed('applicant.name')).toBe('NGÔ VĂN GIỜ')
    await page.getByText('Đã lưu nháp').waitFor()
  })
})

describe('a second Một Cửa on the same PC', () => {
  if (electronPath === undefined) {
    it.skip('needs an Electron binary')
    return
  }
  let lab: DeskLab
  beforeAll(async () => {
    lab = await startDeskLab()
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('gives way to the first, which stays as it was', async () => {
    const desk = await lab.open('Electron', 'desk')
    await desk.page.getByLabel('Tên đăng nhập', { exact: true }).fill('an.nt')
    await expect(launchDesk({ centre: lab.line.origin, profile: join(lab.folder, 'desk') })).rejects.toThrow()
    expect(await desk.page.getByLabel('Tên đăng nhập', { exact: true }).inputValue()).toBe('an.nt')
  })
})
