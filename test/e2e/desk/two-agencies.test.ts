import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const landOffice = 'Chi nhánh Văn phòng Đăng ký đất đai'

/** The rows that the queue shows, as text. */
const rowsOf = (desk: LabDesk) => desk.page.locator('.mc-queue-panel tr[data-index]')

/** How many dossiers a search for a whole code finds on a desk. */
async function findByCode(desk: LabDesk, code: string): Promise<number> {
  await desk.page.keyboard.press('Escape')
  await desk.page.keyboard.press('Control+k')
  await desk.page.keyboard.type(code)
  const count = await desk.page.locator('#search-results [role="option"]').count()
  await desk.page.keyboard.press('Escape')
  return count
}

describeEachShell('a specialist of the land office and a commune', (kind) => {
  let lab: DeskLab
  let commune: LabDesk
  let land: LabDesk
  let code = ''

  beforeAll(async () => {
    lab = await startDeskLab()
    land = await lab.open(kind, 'land')
    land.page.setDefaultTimeout(90_000)
    await land.screen.signIn('trung.nv', 'Bàn xử lý 1')
    commune = await lab.open(kind, 'commune')
    commune.page.setDefaultTimeout(90_000)
    await commune.screen.signIn('an.nt', 'Quầy 1')
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('shows the specialist the commune of each dossier, and narrows the list to one', async () => {
    const { page } = land
    await page
      .getByRole('tab', { name: /Đang giải quyết/ })
      .first()
      .click()
    await page.getByRole('columnheader', { name: 'Xã' }).waitFor()
    await rowsOf(land).first().waitFor()
    const all = await rowsOf(land).count()
    await chooseOption(page, page.getByLabel('Xã, phường tiếp nhận'), 'Phường Tân An')
    await expect.poll(() => rowsOf(land).count()).toBeLessThan(all)
    for (const text of await rowsOf(land).allTextContents()) expect(text).toContain('Tân An')
  })

  it('shows a commune, which works for itself, no such column', async () => {
    await rowsOf(commune).first().waitFor()
    expect(await commune.page.getByRole('columnheader', { name: 'Xã' }).count()).toBe(0)
  })

  it('brings a dossier to the land office when the commune sends it, and its note too', async () => {
    const { page, screen } = commune
    await screen.openDossier('khai sinh dang ky')
    code = /H53\.27712-\d{6}-\d{7}/.exec((await page.locator('.mc-dossier').textContent()) ?? '')?.[0] ?? ''
    expect(code).not.toBe('')
    expect(await findByCode(land, code)).toBe(0)
    await page.getByRole('button', { name: 'Gửi cơ quan khác' }).click()
    await chooseOption(page, page.getByLabel('Cơ quan nhận'), landOffice)
    await page.getByLabel('Nội dung cần xử lý, xin ý kiến').fill('Xin ý kiến về ranh thửa')
    await page.getByRole('button', { name: 'Gửi hồ sơ' }).click()
    await page.locator('.mc-sending-list').getByText('Xin ý kiến về ranh thửa').waitFor()
    await expect.poll(() => findByCode(land, code), { timeout: 60_000 }).toBe(1)
    await land.screen.openDossier(code)
    await land.page.locator('.mc-sending-list').getByText('Xin ý kiến về ranh thửa').waitFor()
  })

  it('takes it from the land office again when the commune takes it back', async () => {
    await commune.page.getByRole('button', { name: /Rút hồ sơ về từ/ }).click()
    await commune.page.locator('.mc-sending-list').getByText('rút về lúc').waitFor()
    await expect.poll(() => findByCode(land, code), { timeout: 60_000 }).toBe(0)
  })
})
