import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { type DeskScreen, makeDeskScreen } from '#test/support/desk-screen.ts'
import { describeEachShell } from '#test/support/each-shell.ts'
import { launchDesk } from '#test/support/launch-desk.ts'
import { launchWeb } from '#test/support/launch-web.ts'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'

const root = resolve(import.meta.dirname, '../../..')
const pages = join(root, 'test/fixtures/pages')
const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022|TRẦN VĂN C|080060000001'
const agency = 'agency-h53-27712'

type Shell = { screen: DeskScreen; page: Page; violations: () => Promise<string[]>; close: () => Promise<void> }

async function openShell(kind: 'Electron' | 'Chromium', origin: string, profile: string): Promise<Shell> {
  const launched = kind === 'Electron' ? await launchDesk({ centre: origin, profile }) : await launchWeb({ origin, profile })
  return { screen: makeDeskScreen(launched.page), page: launched.page, violations: launched.violations, close: launched.close }
}

describeEachShell('the main job', (kind) => {
  let folder: string
  let centre: Centre
  let line: TcpProxy
  let desk: Shell
  let other: Shell
  let code = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'main-job-'))
    const { COUCHDB_URL: centralUrl } = process.env
    const store = centralUrl === undefined ? { dataDir: join(folder, 'centre') } : { centralUrl }
    centre = await startCentre({ ...store, port: 0, seed: true, webRoot: join(root, 'dist/renderer') })
    line = await startTcpProxy({ port: Number(new URL(centre.origin).port) })
    desk = await openShell(kind, line.origin, join(folder, 'desk'))
  })

  beforeEach(() => {
    onTestFailed(async ({ task }) => {
      const name = `${kind}-${task.name.slice(0, 40).replaceAll(/\W+/g, '-')}`
      await desk?.page.screenshot({ path: join(root, 'test-results', `${name}-desk.png`) })
      await other?.page.screenshot({ path: join(root, 'test-results', `${name}-other.png`) })
    })
  })

  afterAll(async () => {
    await desk?.close()
    await other?.close()
    await line?.close()
    await centre?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  it('signs in and enrols the desk, then the line is cut and the status bar says so', async () => {
    await desk.screen.signIn('an.nt', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
    if (kind === 'Chromium') await desk.page.evaluate(async () => void (await navigator.serviceWorker.ready))
    line.cut()
    await desk.screen.waitForStatus(/Không có mạng từ/)
  })

  it('fills the citizen from the card and takes in a birth registration offline', async () => {
    const { screen, page } = desk
    await page.keyboard.press('F2')
    await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
    await screen.scanCard(card)
    await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('TRẦN THỊ B')
    expect(await screen.intakeField('applicant.personalId').inputValue()).toBe('080190000002')
    expect(await screen.intakeField('applicant.birthDate').inputValue()).toBe('15/08/1990')
    expect(await page.getByRole('radio', { name: 'Nữ' }).isChecked()).toBe(true)
    await screen.intakeField('applicant.phone').fill('0912345678')
    await screen.pickProcedure('dang ky khai sinh', '1.001193')
    await screen.addPages('Tờ khai', join(pages, 'to-khai-2-trang.pdf'), 2)
    await screen.addPages('Giấy chứng sinh', join(pages, 'giay-chung-sinh.jpg'), 3)
    await screen.meetPaper('giay-to-tuy-than', 'Đã xuất trình')
    await page.getByText('Đủ thông tin để lưu').waitFor()
  })

  it('saves durably, issues the code offline and shows the receipt', async () => {
    const { page } = desk
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    code = (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
    expect(code).toMatch(/^H53\.27712-\d{6}-\d{7}$/)
    await page.getByText('Đã lưu trên máy này').first().waitFor()
    await page.locator('.mc-form-preview canvas, .mc-sheets canvas').first().waitFor()
  })

  it('keeps everything over a restart without a network, drafts too', async () => {
    await desk.page.keyboard.press('F2')
    await desk.screen.intakeField('applicant.name').fill('NGUYỄN VĂN NHÁP')
    await desk.page.getByText('Đã lưu nháp').waitFor()
    await desk.close()
    desk = await openShell(kind, line.origin, join(folder, 'desk'))
    await desk.screen.signIn('an.nt')
    await desk.screen.waitForStatus(/Chờ gửi 1 hồ sơ, 3 trang/)
    await desk.page.getByText('NGUYỄN VĂN NHÁP').first().waitFor()
    await desk.screen.openDossier(code.slice(-7))
    await desk.page.getByText('TRẦN THỊ B').first().waitFor()
  })

  it('sends by itself when the line returns, and the centre holds every piece', async () => {
    line.restore()
    await desk.screen.waitForStatus(/Đã gửi hết/)
    const reader = await openCentreReader(centre.origin, 'giang.nv')
    const dossier = (await reader.list(`${agency}-dossiers`)).find((doc) => doc.code === code)
    expect(dossier).toMatchObject({ business: { status: 2 }, applicant: { name: 'TRẦN THỊ B' }, received: { deskName: 'Quầy 2' } })
    const events = (await reader.list(`${agency}-journal`)).filter((doc) => doc.dossierCode === code)
    expect(events.map((doc) => doc.type)).toContain('dossierReceived')
    expect(events.every((doc) => doc.author === 'person:an.nt')).toBe(true)
    const placements = dossier?.placements as { page: string }[]
    expect(placements).toHaveLength(3)
    for (const { page } of placements) {
      const bytes = await reader.attachment(`${agency}-pages`, `page:${page}`, 'bytes')
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(page)
    }
  })

  it('lets a specialist on another PC look at the pages and ask for a supplement; the clock pauses', async () => {
    other = await openShell(kind, centre.origin, join(folder, 'other'))
    await other.screen.signIn('an.nt', 'Phòng chuyên môn')
    await other.screen.openDossier(code.slice(-7))
    await other.screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn')
    await other.screen.signOut()
    await other.screen.signIn('chi.lt')
    await other.screen.openDossier(code.slice(-7))
    await other.page.locator('.mc-papers img, .mc-card img').first().click()
    await other.page.getByRole('button', { name: 'Phóng to' }).first().click()
    await other.page.keyboard.press('Escape')
    await other.screen.act('Yêu cầu bổ sung', { reason: 'Tờ khai chưa ký' }, 'Đã lập phiếu yêu cầu bổ sung', async (form) => {
      await form.getByLabel('Tên giấy tờ dòng 1').fill('Tờ khai có chữ ký')
    })
    await other.page.getByText('Yêu cầu bổ sung giấy tờ').first().waitFor()
    await other.screen.waitForStatus(/Đã gửi hết/)
  })

  it('records the supplement at the desk; the clock resumes', async () => {
    await desk.screen.page.getByText('Yêu cầu bổ sung giấy tờ').first().waitFor()
    await desk.screen.act('Nhận bổ sung', { note: 'Đã nộp tờ khai có chữ ký' }, 'Đã nhận bổ sung, đồng hồ chạy tiếp')
    await desk.screen.waitForStatus(/Đã gửi hết/)
  })

  it('is proposed, decided, numbered with its file and handed back', async () => {
    await other.page.getByText('Nhận bổ sung').first().waitFor()
    await other.screen.act('Trình lãnh đạo', { text: 'Đủ điều kiện cấp giấy khai sinh' }, 'Đã trình lãnh đạo')
    await other.screen.signOut()
    await other.screen.signIn('dung.pv')
    await other.screen.openDossier(code.slice(-7))
    await other.screen.act('Duyệt', {}, 'Đã duyệt, hồ sơ sang văn thư')
    await other.screen.signOut()
    await other.screen.signIn('em.ht')
    await other.screen.openDossier(code.slice(-7))
    await other.screen.act('Vào số, đính kèm kết quả', { number: '128/2026', title: 'Giấy khai sinh' }, 'Đã vào số', async (form) => {
      await form.getByTestId('page-files').setInputFiles(join(pages, 'giay-khai-sinh.png'))
      await form.locator('img').first().waitFor()
    })
    await other.screen.waitForStatus(/Đã gửi hết/)
    await desk.page.getByText('Đã xử lý xong').first().waitFor()
    await desk.screen.act('Trả kết quả', { signatureNote: 'Đã ký sổ trả kết quả' }, 'Đã trả kết quả')
    await desk.page.getByText('Đã trả kết quả').first().waitFor()
  })

  it('shows every step with who, when and which desk', async () => {
    const lines = await desk.screen.timeline.textContent()
    const steps = [
      'Tiếp nhận hồ sơ',
      'Chuyển xử lý',
      'Yêu cầu bổ sung',
      'Nhận bổ sung',
      'Trình lãnh đạo',
      'Lãnh đạo duyệt',
      'Vào số kết quả',
      'Trả kết quả',
    ]
    for (const step of steps) expect(lines).toContain(step)
    for (const who of ['Nguyễn Thị An', 'Quầy 2', 'Phòng chuyên môn']) expect(lines).toContain(who)
    await desk.screen.waitForStatus(/Đã gửi hết/)
  })

  it('breaks its security policy nowhere on the way', async () => {
    expect(await desk.violations()).toEqual([])
    expect(await other.violations()).toEqual([])
  })
})
