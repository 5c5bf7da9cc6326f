import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { type DeskLab, type LabDesk, pageFiles, startDeskLab } from '#test/support/desk-lab.ts'

const tiff = join(pageFiles, 'bo-sung-2-trang.tiff')
const jpeg = join(pageFiles, 'giay-chung-sinh.jpg')

describe('the pages of an intake', () => {
  let lab: DeskLab
  let desk: LabDesk
  const thumbs = () => desk.page.getByRole('option').filter({ has: desk.page.locator('img') })
  const group = (name: string) => desk.page.getByRole('group', { name })
  const press = async (...keys: string[]) => {
    for (const key of keys) await desk.page.keyboard.press(key)
  }

  /** Drops files of the disk onto the tray, as a file manager does. */
  const dropFiles = async (...files: string[]) => {
    const contents = await Promise.all(files.map(async (file) => ({ name: basename(file), base64: await readFile(file, 'base64') })))
    const dataTransfer = await desk.page.evaluateHandle((dropped) => {
      const transfer = new DataTransfer()
      for (const { name, base64 } of dropped) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name))
      }
      return transfer
    }, contents)
    await desk.page.locator('.mc-tray').dispatchEvent('drop', { dataTransfer })
  }

  beforeAll(async () => {
    lab = await startDeskLab()
    desk = await lab.open('Chromium', 'desk')
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.page.keyboard.press('F2')
    await desk.screen.intakeField('applicant.personalId').fill('080190000202')
    await desk.screen.intakeField('applicant.name').fill('PHẠM THỊ TRANG')
    await desk.screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
    await desk.screen.pickProcedure('dang ky khai sinh', '1.001193')
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('come in by drag and drop: every page of a TIFF, then a photograph', async () => {
    await dropFiles(tiff, jpeg)
    await thumbs().nth(2).waitFor()
    expect(await thumbs().count()).toBe(3)
    await group('Chưa xếp').waitFor()
  })

  it('are given to a paper together', async () => {
    await thumbs().nth(0).click()
    await press('Shift+ArrowRight')
    await desk.page.getByLabel('Xếp vào giấy tờ').click({ force: true })
    await desk.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
      .getByTitle('Tờ khai đăng ký khai sinh theo mẫu')
      .click()
    await expect.poll(() => group('Tờ khai').getByRole('option').count()).toBe(2)
  })

  it('are turned and reordered by keyboard', async () => {
    await group('Tờ khai').getByRole('option').first().click()
    await press('r', 'Alt+ArrowRight')
    await group('Tờ khai').locator('.mc-thumb').nth(1).locator('img.mc-turn-90').waitFor()
  })

  it('are reordered by dragging', async () => {
    const [first, second] = [group('Tờ khai').getByRole('option').first(), group('Tờ khai').getByRole('option').nth(1)]
    await second.dragTo(first)
    await group('Tờ khai').locator('.mc-thumb').first().locator('img.mc-turn-90').waitFor()
  })

  it('are deleted with undo, not with a question', async () => {
    await group('Chưa xếp').getByRole('option').first().click()
    await press('Delete')
    await expect.poll(() => thumbs().count()).toBe(2)
    await desk.page.getByRole('button', { name: 'Lấy lại 1 trang' }).click()
    await expect.poll(() => thumbs().count()).toBe(3)
  })

  it('arrive at the centre in the order, turn and paper they were left in', async () => {
    await group('Chưa xếp').getByRole('option').first().click()
    await desk.page.getByLabel('Xếp vào giấy tờ').click({ force: true })
    await desk.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
      .getByTitle(/^Giấy chứng sinh/)
      .click()
    await desk.screen.meetPaper('giay-to-tuy-than', 'Đã xuất trình')
    await desk.page.getByText('Đủ thông tin để lưu').waitFor()
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    await desk.screen.waitForStatus(/Đã gửi hết/)
    const reader = await openCentreReader(lab.centre.origin, 'giang.nv')
    const all = await reader.list('agency-h53-27712-dossiers')
    const { placements } = Dossier.parse(all.find((doc) => JSON.stringify(doc).includes('PHẠM THỊ TRANG')))
    const left = placements.toSorted((a, b) => a.order - b.order).map(({ paperId, rotation }) => [paperId, rotation])
    expect(left.filter(([paper]) => paper === 'to-khai')).toEqual([
      ['to-khai', 90],
      ['to-khai', 0],
    ])
    expect(left.filter(([paper]) => paper === 'giay-chung-sinh')).toEqual([['giay-chung-sinh', 0]])
  })
})
