import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest'
import { z } from 'zod'
import type { CentreClient } from '#test/integration/centre/centre-client.ts'
import { type HubGround, startHubGround, tanAn } from '#test/integration/hub/hub-ground.ts'
import { type DeskScreen, makeDeskScreen } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { launchDesk } from '#test/support/launch-desk.ts'
import { launchWeb } from '#test/support/launch-web.ts'

/*
 * One office, two desks, no Internet: hub and centre are processes of their own, the line between them is cut from the start. A browser
 * cannot pin a certificate; there the test tells it to accept the hub's, as an administrator does by installing it.
 */
const root = resolve(import.meta.dirname, '../../..')
const pages = join(root, 'test/fixtures/pages')
const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022|TRẦN VĂN C|080060000001'

type Desk = { screen: DeskScreen; page: Page; close(): Promise<void> }

describeEachShell('two desks on one hub without Internet', (kind) => {
  let ground: HubGround
  let first: Desk
  let second: Desk
  let atCentre: CentreClient
  let code = ''

  async function openDesk(): Promise<Desk> {
    if (kind === 'Electron') {
      const { page, close } = await launchDesk({ centre: ground.line.origin })
      return { screen: makeDeskScreen(page), page, close }
    }
    const web = await launchWeb({ origin: ground.hub().origin, args: ['--ignore-certificate-errors'] })
    return { screen: makeDeskScreen(web.page), page: web.page, close: web.close }
  }

  /** Pastes the hub's line at the sign-in. */
  async function pair({ page }: Desk, line: string): Promise<void> {
    await page.getByRole('button', { name: 'Máy chủ tỉnh' }).click()
    await page.getByLabel('Dòng ghép máy chủ phòng').fill(line)
    await page.getByRole('button', { name: 'Ghép máy chủ phòng' }).click()
  }

  async function takeIn({ screen, page }: Desk): Promise<string> {
    await page.keyboard.press('F2')
    await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
    await screen.scanCard(card)
    await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('TRẦN THỊ B')
    await screen.intakeField('applicant.phone').fill('0912345678')
    await screen.pickProcedure('dang ky khai sinh', '1.001193')
    await screen.addPages('Tờ khai', join(pages, 'to-khai-2-trang.pdf'), 2)
    await screen.addPages('Giấy chứng sinh', join(pages, 'giay-chung-sinh.jpg'), 3)
    await screen.meetPaper('giay-to-tuy-than', 'Đã xuất trình')
    await page.getByText('Đủ thông tin để lưu').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    return (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
  }

  beforeAll(async () => {
    ground = await startHubGround({ central: process.env['COUCHDB_URL'] })
    await ground.startHub(['--web', join(root, 'dist/renderer'), '--name', 'Máy chủ phòng Một cửa'])
    atCentre = await ground.enrol('centre', 'binh.tv')
    ground.line.cut()
    first = await openDesk()
    second = await openDesk()
  })
  afterAll(async () => {
    await first?.close()
    await second?.close()
    await ground?.close()
  })
  beforeEach(() => {
    onTestFailed(async ({ task }) => {
      const name = `hub-${kind}-${task.name.slice(0, 40).replaceAll(/\W+/g, '-')}`
      await first?.page.screenshot({ path: join(root, 'test-results', `${name}-first.png`) })
      await second?.page.screenshot({ path: join(root, 'test-results', `${name}-second.png`) })
    })
  })

  it.runIf(kind === 'Electron')('is not paired by a line with a slip in it, nor with another machine at the same address', async () => {
    const line = ground.hub().pairing
    await pair(first, `${line.slice(0, -1)}${line.endsWith('0') ? '1' : '0'}`)
    await first.page.getByText('Dòng ghép chưa đúng.').waitFor()
    const { makePairingLine } = await import('#core/hub/pairing-line.ts')
    const other = makePairingLine({ origin: ground.hub().origin, fingerprint: 'ab'.repeat(32) })
    await first.page.getByLabel('Dòng ghép máy chủ phòng').fill(other)
    await first.page.getByRole('button', { name: 'Ghép máy chủ phòng' }).click()
    await first.page.getByText('không phải máy chủ phòng của dòng ghép').waitFor()
    await first.page.keyboard.press('Escape')
  })

  it('signs in and enrols both desks at the hub', async () => {
    for (const [desk, login, name] of [
      [first, 'an.nt', 'Quầy 1'],
      [second, 'binh.tv', 'Quầy 2'],
    ] as const) {
      if (kind === 'Electron') {
        await pair(desk, ground.hub().pairing)
        await desk.page.getByRole('button', { name: 'Máy chủ phòng: Máy chủ phòng Một cửa' }).waitFor()
      }
      await desk.screen.signIn(login, name)
      await desk.screen.waitForStatus(/Đã nối máy chủ phòng/)
    }
  })

  it('shows what one desk took in on the other, acknowledged at the office', async () => {
    code = await takeIn(first)
    expect(code).toMatch(/^H53\.27712-\d{6}-\d{7}$/)
    await first.screen.waitForStatus(/Đã gửi hết máy chủ phòng · \d+ mục chờ về máy chủ tỉnh/)
    await first.screen.openDossier(code.slice(-7))
    await first.page.getByText('Đã gửi máy chủ phòng').first().waitFor()
    await second.screen.openDossier(code.slice(-7))
    await second.page.getByText('TRẦN THỊ B').first().waitFor()
    await second.screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ')
    await first.page.getByText('Đang xử lý').first().waitFor()
  })

  it('shows both levels when the line comes: the office’s first, then the province’s', async () => {
    ground.line.restore()
    for (const desk of [first, second]) {
      await desk.page.getByText('Đã gửi về máy chủ tỉnh').first().waitFor({ timeout: 90_000 })
      await expect
        .poll(() => desk.page.locator('.mc-status-words').textContent(), { timeout: 60_000 })
        .toMatch(/Đã gửi hết về máy chủ tỉnh/)
    }
    const listing = await atCentre.call('GET', `/centre/db/${tanAn.dossiers}/_all_docs?include_docs=true`)
    const Docs = z.object({ rows: z.array(z.object({ doc: z.looseObject({ code: z.string().optional() }) })) })
    expect(Docs.parse(listing.body).rows.filter(({ doc }) => doc.code === code)).toHaveLength(1)
  })

  it.runIf(kind === 'Electron')('goes on at the centre itself with the same work and no second copy', async () => {
    const { page, screen } = first
    await page.keyboard.press('F2')
    await screen.signOut()
    await page.getByRole('button', { name: /^Máy chủ phòng/ }).click()
    await page.getByRole('button', { name: 'Về máy chủ tỉnh' }).click()
    await page.getByRole('button', { name: 'Máy chủ tỉnh' }).waitFor()
    await screen.signIn('an.nt')
    await screen.waitForStatus(/Đã nối máy chủ tỉnh.*Đã gửi hết/)
    await screen.openDossier(code.slice(-7))
    await page.getByText('Đã gửi về máy chủ tỉnh').first().waitFor()
  })
})
