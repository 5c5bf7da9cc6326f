import { join, resolve } from 'node:path'
import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest'
import { HandedIn } from '#core/reconciliation/oversight.ts'
import type { CentreClient } from '#test/integration/centre/centre-client.ts'
import { makeWireDossier } from '#test/integration/centre/wire-dossier.ts'
import { type HubGround, startHubGround } from '#test/integration/hub/hub-ground.ts'
import { chooseOption, type DeskScreen, demoPassword, makeDeskScreen } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { launchDesk } from '#test/support/launch-desk.ts'
import { launchWeb } from '#test/support/launch-web.ts'

/** An office whose line comes and goes: what its desks settle among themselves, and what only the province decides. */
const root = resolve(import.meta.dirname, '../../..')

type Desk = { screen: DeskScreen; page: Page; close(): Promise<void> }

describeEachShell('deciding at an office hub', (kind) => {
  let ground: HubGround
  let atCentre: CentreClient
  let supervisor: Desk
  let colleague: Desk

  async function openDesk(login: string, deskName: string): Promise<Desk> {
    const desk = kind === 'Electron' ? await openElectron() : await openBrowser()
    await desk.screen.signIn(login, deskName)
    await desk.screen.waitForStatus(/Đã nối máy chủ phòng/)
    return desk
  }
  async function openElectron(): Promise<Desk> {
    const { page, close } = await launchDesk({ centre: ground.line.origin })
    await page.getByRole('button', { name: 'Máy chủ tỉnh' }).click()
    await page.getByLabel('Dòng ghép máy chủ phòng').fill(ground.hub().pairing)
    await page.getByRole('button', { name: 'Ghép máy chủ phòng' }).click()
    await page.getByRole('button', { name: /^Máy chủ phòng: / }).waitFor()
    return { screen: makeDeskScreen(page), page, close }
  }
  async function openBrowser(): Promise<Desk> {
    const { page, close } = await launchWeb({ origin: ground.hub().origin, args: ['--ignore-certificate-errors'] })
    return { screen: makeDeskScreen(page), page, close }
  }
  async function photograph(desk: Desk, name: string): Promise<void> {
    const path = (size: string) => join(root, 'test-results', `hub-${kind}-${name}${size}.png`)
    if (kind === 'Electron') return void (await desk.page.screenshot({ path: path('') }))
    for (const [width, height] of [
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await desk.page.setViewportSize({ width, height })
      await desk.page.screenshot({ path: path(`-${width}`) })
    }
  }

  beforeAll(async () => {
    ground = await startHubGround({ central: process.env['COUCHDB_URL'] })
    await ground.startHub(['--web', join(root, 'dist/renderer'), '--name', 'Máy chủ phòng Một cửa'])
    atCentre = await ground.enrol('centre', 'binh.tv')
    colleague = await openDesk('an.nt', 'Quầy 2')
    // The supervisor signs in while the office has no line: the hub lets them in, the province has not heard of them.
    ground.line.cut()
    supervisor = await openDesk('giang.nv', 'Quầy giám sát')
    ground.line.restore()
  })
  afterAll(async () => {
    await supervisor?.close()
    await colleague?.close()
    await ground?.close()
  })
  beforeEach(() => {
    onTestFailed(async () => {
      if (supervisor !== undefined) await photograph(supervisor, 'failed-first')
      if (colleague !== undefined) await photograph(colleague, 'failed-second')
    })
  })

  const bookOf = ({ page }: Desk): Locator => page.getByRole('region', { name: 'Sổ chứng thực chữ ký' })

  it('passes a register book across the room without a line to the province', async () => {
    for (const { page } of [supervisor, colleague]) await page.getByRole('link', { name: 'Sổ', exact: true }).click()
    // The centre has to know both desks before it gives a book out for the first time.
    await expect
      .poll(
        async () => {
          await colleague.page.getByRole('button', { name: 'Hỏi lại máy chủ' }).click()
          const take = bookOf(colleague).getByRole('button', { name: 'Nhận Sổ chứng thực chữ ký' })
          if (await take.isVisible()) await take.click()
          return bookOf(colleague).getByText('Quầy này giữ').isVisible()
        },
        { timeout: 90_000, interval: 2_000 },
      )
      .toBe(true)
    ground.line.cut()
    await bookOf(colleague).getByRole('button', { name: 'Bàn giao Sổ chứng thực chữ ký' }).click()
    const dialog = colleague.page.getByRole('dialog')
    await chooseOption(colleague.page, dialog.locator('#register-to'), 'Quầy giám sát')
    await dialog.getByText('Không cần đường truyền').waitFor()
    await photograph(colleague, 'hand-over')
    await dialog.getByRole('button', { name: 'Bàn giao', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await bookOf(colleague).getByText('Đang bàn giao cho quầy khác').waitFor()

    await supervisor.page.getByRole('button', { name: 'Hỏi lại máy chủ' }).click()
    await bookOf(supervisor).getByText('Được bàn giao cho quầy này').waitFor()
    await bookOf(supervisor).getByRole('button', { name: 'Nhận Sổ chứng thực chữ ký' }).click()
    await bookOf(supervisor).getByText('Quầy này giữ').waitFor()
    await bookOf(supervisor).getByText('Lịch sử giữ sổ').click()
    expect(await bookOf(supervisor).getByText('tại máy chủ phòng').count()).toBe(2)
    await photograph(supervisor, 'book-taken')
  })

  it('says plainly what needs the province while there is no line to it', async () => {
    const free = supervisor.page.getByRole('region', { name: 'Sổ chứng thực giao dịch' })
    await free.getByRole('button', { name: /^Nhận / }).click()
    await free.getByText('máy chủ phòng chưa có đường truyền về tỉnh').waitFor()
    await free.getByText('Không mất gì').waitFor()
    await photograph(supervisor, 'no-line')
    await supervisor.page.getByRole('link', { name: 'Thống kê' }).click()
    await supervisor.page.getByText('máy chủ phòng chưa có đường truyền về tỉnh').waitFor()
  })

  it('asks the supervisor for the password once the line is there, and decides in their name', async () => {
    ground.line.restore()
    const { _id, ...mine } = makeWireDossier()
    const facts = { dossierId: mine['id'], dossierCode: mine['code'], author: 'person:binh.tv', authorName: 'Trần Văn Bình' }
    const work = { why: 'right_lost', ...facts, baseRev: null, base: null, mine, events: [], pages: [] }
    const item = HandedIn.parse((await atCentre.call('POST', '/centre/api/handed-in', work)).body)

    const { page } = supervisor
    await page.getByRole('link', { name: /^Sai lệch/ }).click()
    await page.getByRole('tab', { name: /^Bàn giao/ }).click()
    const open = page.getByRole('button', { name: `Xem và quyết việc bàn giao của hồ sơ ${item.dossierCode}` })
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Lấy số liệu mới' }).first().click()
          return open.isVisible()
        },
        { timeout: 90_000, interval: 2_000 },
      )
      .toBe(true)
    await open.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Máy chủ tỉnh chưa biết ai đang làm việc này').waitFor()
    await photograph(supervisor, 'asks-password')
    await dialog.getByLabel('Mật khẩu của bạn').fill('sai')
    await dialog.getByRole('button', { name: 'Xác nhận và làm tiếp' }).click()
    await dialog.getByText('Sai mật khẩu.').waitFor()
    await dialog.getByLabel('Mật khẩu của bạn').fill(demoPassword)
    await page.keyboard.press('Enter')
    await dialog.getByText('Hồ sơ mới, máy chủ chưa có').waitFor()
    await dialog.getByLabel('Lý do').fill('đúng hồ sơ của quầy')
    await photograph(supervisor, 'judge')
    await dialog.getByRole('button', { name: 'Nhận vào' }).click()
    await dialog.waitFor({ state: 'detached' })
    const listed = await atCentre.call('GET', '/centre/api/handed-in')
    expect(listed.body).toMatchObject({ items: [{ state: 'accepted', decided: { by: 'person:giang.nv', reason: 'đúng hồ sơ của quầy' } }] })
  })

  it('shows in the settings how the hub stands with the province', async () => {
    await supervisor.page.getByRole('link', { name: 'Cài đặt' }).first().click()
    await supervisor.page.getByText('Máy chủ phòng với tỉnh').waitFor()
    await supervisor.page.getByText('Trang quét ở máy chủ phòng').waitFor()
    await photograph(supervisor, 'settings')
  })
})
