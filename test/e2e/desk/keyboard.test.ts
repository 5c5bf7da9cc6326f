import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'

const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022|TRẦN VĂN C|080060000001'

/** From F2 to the printed appointment without a mouse: what a good official at a full counter does. */
describe('the intake by keyboard alone', () => {
  let lab: DeskLab
  let desk: LabDesk
  let keys = 0

  const focus = () =>
    desk.page.evaluate(() => {
      const at = document.activeElement
      if (at === null || at === document.body) return 'nothing'
      return at.id || (at.getAttribute('aria-label') ?? at.textContent?.trim() ?? at.tagName)
    })
  const press = async (key: string) => {
    keys++
    await desk.page.keyboard.press(key)
    // What nothing has the focus of, a screen reader and the next Tab lose too.
    await expect.poll(focus, { message: `focus after ${key}` }).not.toBe('nothing')
  }
  const type = async (text: string) => {
    keys += text.length
    await desk.page.keyboard.type(text, { delay: 40 })
  }
  const tabTo = async (id: RegExp, most = 30) => {
    for (let step = 0; step < most; step++) {
      if (id.test(await focus())) return
      await press('Tab')
    }
    throw new Error(`${id} was not reached by Tab; the focus is on ${await focus()}`)
  }
  /** Opens a list with its arrow and goes down to the option. */
  const choose = async (option: string) => {
    const open = desk.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
    if (!(await open.isVisible())) await press('ArrowDown')
    await open.waitFor()
    for (let step = 0; step < 10; step++) {
      const active = await open.locator('.ant-select-item-option-active').first().textContent()
      if (active?.includes(option)) return press('Enter')
      await press('ArrowDown')
    }
    throw new Error(`${option} is not in the list`)
  }

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open('Chromium', 'desk')
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('starts with F2 in the first field of the paper', async () => {
    await press('F2')
    await expect.poll(focus).toBe('intake-applicant-personalId')
    keys = 1
  })

  it('goes through the citizen in the order of the paper', async () => {
    const order: string[] = []
    for (let step = 0; step < 7; step++) {
      order.push(await focus())
      await press('Tab')
    }
    const paper = ['personalId', 'name', 'birthDate', 'address', 'phone', 'email', 'oldId'].map((field) => `intake-applicant-${field}`)
    expect(order.filter((id) => id.startsWith('intake-'))).toEqual(paper.slice(0, order.filter((id) => id.startsWith('intake-')).length))
    for (let step = 0; step < 7; step++) await press('Shift+Tab')
    await expect.poll(focus).toBe('intake-applicant-personalId')
    keys = 1
  })

  it('tells what is missing on Ctrl+Enter and puts the focus there', async () => {
    await press('Control+Enter')
    await expect.poll(focus).toMatch(/^intake-/)
    expect(await desk.page.getByRole('heading', { name: 'Đã tiếp nhận' }).count()).toBe(0)
    keys = 1
  })

  it('saves with the card, the procedure and its papers, in few keys', async () => {
    await desk.screen.scanCard(card)
    await expect.poll(() => desk.screen.intakeField('applicant.name').inputValue()).toBe('TRẦN THỊ B')
    await tabTo(/^intake-procedureCode$/)
    await type('1.004873')
    await desk.page.locator('.ant-select-item-option', { hasText: '1.004873' }).waitFor()
    await press('Enter')
    await desk.page.locator('#intake-papers-to-khai').waitFor()
    await tabTo(/^intake-papers-to-khai$/)
    await choose('Bản giấy')
    await tabTo(/^intake-papers-giay-to-tuy-than$/)
    await choose('Đã xuất trình')
    await desk.page.getByText('Đủ thông tin để lưu').waitFor()
    await press('Control+Enter')
    await desk.page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    await expect.poll(focus).toMatch(/Đã tiếp nhận/)
    // 22 are needed: a list that has to be walked, or a field more on the way, would show here.
    expect(keys).toBeLessThanOrEqual(30)
  })

  it('keeps the focus when the centre acknowledges and other desks write', async () => {
    await desk.screen.waitForStatus(/Đã gửi hết/)
    await desk.page.getByText('Đã gửi về máy chủ tỉnh').first().waitFor()
    expect(await focus()).toMatch(/Đã tiếp nhận/)
  })

  it('goes on to the next citizen with F2, the focus in the first field', async () => {
    await press('F2')
    await expect.poll(focus).toBe('intake-applicant-personalId')
    expect(await desk.screen.intakeField('applicant.name').inputValue()).toBe('')
  })

  it('keeps the focus in the field while a live update arrives', async () => {
    await tabTo(/^intake-applicant-phone$/)
    await type('0912')
    const other = await lab.open('Chromium', 'other')
    await other.screen.signIn('binh.tv', 'Quầy 3')
    await other.screen.openDossier('TRẦN THỊ B')
    await other.screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn')
    await other.screen.waitForStatus(/Đã gửi hết/)
    expect(await focus()).toBe('intake-applicant-phone')
    await type('345678')
    expect(await desk.screen.intakeField('applicant.phone').inputValue()).toBe('0912345678')
  })

  it('finds a dossier and acts on it without a mouse, the focus never lost', async () => {
    await press('Control+k')
    await type('tran thi b')
    await desk.page.locator('.mc-search-option').first().waitFor()
    await press('Enter')
    await desk.page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
    await expect.poll(focus).not.toBe('nothing')
    await press('w')
    await desk.page.locator('form.mc-action-form').waitFor()
    await press('Control+Enter')
    await desk.page.getByText(/Còn thiếu lý do/).waitFor()
    await expect.poll(focus).toBe('action-reason')
    await type('Công dân đổi ý')
    await press('Control+Enter')
    await desk.page.locator('.mc-done').filter({ hasText: 'Đã ghi yêu cầu rút' }).waitFor()
    await expect.poll(focus).toMatch(/Đã ghi yêu cầu rút/)
  })

  it('shows every key of the screen on ?, closes on Escape, and gives the focus back', async () => {
    // The focused sentence says where the work is: on this desk, then at the centre.
    await expect.poll(focus).toMatch(/Đã gửi về máy chủ tỉnh/)
    const before = await focus()
    await press('?')
    await desk.page.getByRole('dialog', { name: 'Phím tắt trên màn hình này' }).waitFor()
    await press('Escape')
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focus).toBe(before)
  })

  it('opens what is scanned into the search, and leaves the intake behind it alone', async () => {
    const code = (await desk.page.locator('.mc-code').first().textContent())?.trim() ?? ''
    for (const scanned of [code, card]) {
      await press('F2')
      await press('Control+k')
      await desk.screen.scanCard(scanned)
      await desk.page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
      expect(await desk.page.getByRole('main').textContent()).toContain(code)
    }
    await press('F2')
    expect(await desk.screen.intakeField('applicant.name').inputValue()).toBe('')
  })
})
