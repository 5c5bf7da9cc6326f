import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startCentre } from '#sync-server/centre.ts'
import { type DeskScreen, makeDeskScreen } from './desk-screen.ts'
import { launchWeb } from './launch-web.ts'
import { seedDisputes } from './seed-disputes.ts'

const root = resolve(import.meta.dirname, '../..')
const images = join(root, 'docs/guide/images')
const pages = join(root, 'test/fixtures/pages')
const card = '080190000002||TRẦN THỊ B|15081990|Nữ|Khu phố 2, Phường Thử, Tây Ninh|02082022'

/** `npm run screenshots`: plays the main job on the demo and takes the pictures of README and docs/guide. */
async function takeScreenshots(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
  await seedDisputes(join(folder, 'centre'), 24)
  const centre = await startCentre({
    dataDir: join(folder, 'centre'),
    port: 0,
    seed: true,
    webRoot: join(root, 'dist/renderer'),
    warehouse: { folder: join(folder, 'warehouse') },
  })
  const web = await launchWeb({ origin: centre.origin, profile: join(folder, 'desk') })
  try {
    await web.page.setViewportSize({ width: 1366, height: 768 })
    web.page.setDefaultTimeout(120_000)
    const screen = makeDeskScreen(web.page)
    const shoot = (name: string) => web.page.screenshot({ path: join(images, `${name}.png`) })
    await intakePictures(screen, shoot)
    await processingPictures(screen, shoot)
    await reconciliationPictures(screen, shoot)
    await supervisionPictures(screen, shoot)
  } finally {
    await web.close()
    await centre.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Shoot = (name: string) => Promise<unknown>

async function intakePictures(screen: DeskScreen, shoot: Shoot): Promise<void> {
  const { page } = screen
  await page.getByLabel('Tên đăng nhập', { exact: true }).fill('an.nt')
  await shoot('01-dang-nhap')
  await screen.signIn('an.nt', 'Quầy 2')
  await screen.waitForStatus(/Đã gửi hết/)
  await page.getByRole('row').nth(5).waitFor()
  await shoot('02-viec-cua-toi')
  await page.keyboard.press('F2')
  await page.getByRole('heading', { name: 'Tiếp nhận hồ sơ' }).waitFor()
  await screen.scanCard(card)
  await page.getByText('Đã điền từ thẻ.').waitFor()
  await screen.intakeField('applicant.phone').fill('0912345678')
  await screen.pickProcedure('dang ky khai sinh', '1.001193')
  await screen.addPages('Tờ khai', join(pages, 'to-khai-2-trang.pdf'), 2)
  await screen.addPages('Giấy chứng sinh', join(pages, 'giay-chung-sinh.jpg'), 3)
  await screen.meetPaper('giay-to-tuy-than', 'Đã xuất trình')
  await page.getByText('Đủ thông tin để lưu').waitFor()
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'detached' })
  await shoot('03-tiep-nhan')
  await page.keyboard.press('Control+Enter')
  await page.locator('canvas.mc-sheet').first().waitFor()
  await page.getByText('Đã gửi về máy chủ tỉnh').waitFor()
  await shoot('04-da-luu-va-in')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('tran thi b')
  await page.locator('.mc-search-option').first().waitFor()
  await shoot('05-tim-kiem')
  await page.keyboard.press('Enter')
  await screen.timeline.waitFor()
  await screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn')
  await shoot('06-ho-so')
  await page.goto(`${new URL(page.url()).origin}/#/outbox`)
  await page.getByRole('tab', { name: /Đã gửi/ }).click()
  await shoot('08-hop-gui')
  await page.keyboard.press('Alt+6')
  await page.getByText('Hồ sơ tiếp nhận').waitFor()
  await shoot('16-chot-ngay')
}

async function processingPictures(screen: DeskScreen, shoot: Shoot): Promise<void> {
  await screen.signOut()
  await screen.signIn('chi.lt')
  await screen.openDossier('tran thi b')
  await screen.page.locator('img').first().waitFor()
  await shoot('07-xu-ly')
}

async function reconciliationPictures(screen: DeskScreen, shoot: Shoot): Promise<void> {
  const { page } = screen
  await screen.signOut()
  await screen.signIn('giang.nv')
  await page.locator('.mc-oversight-loud').waitFor()
  await page.getByText('Đang tải hồ sơ về máy này').first().waitFor({ state: 'detached' })
  await shoot('09-giam-sat')
  await page.keyboard.press('Alt+4')
  await page.getByRole('grid').focus()
  await page.keyboard.press('Home')
  await page.getByRole('row').nth(4).waitFor()
  await shoot('10-sai-lech')
  await page
    .locator('tbody tr', { hasText: /Họ và tên|Số định danh|Ngày sinh/ })
    .first()
    .click()
  await page.locator('.mc-case').waitFor()
  await page.keyboard.press('p')
  await page.locator('.mc-evidence .mc-viewer-page').waitFor()
  await page.keyboard.press('2')
  await page.keyboard.press('a')
  await page.getByText('Đủ để quyết').waitFor()
  await shoot('11-doi-chieu')
  await page.locator('.mc-case-header h1 a').click()
  await screen.timeline.waitFor()
  await page.locator('.ant-alert').first().waitFor()
  await shoot('12-ho-so-sai-lech')
  await page.keyboard.press('Alt+4')
  await page.locator('tbody tr', { hasText: 'Bước xử lý' }).first().click()
  await page.locator('.mc-stories').waitFor()
  await page.keyboard.press('p')
  await page.locator('.mc-evidence .mc-viewer-page').waitFor()
  await shoot('13-hai-buoc')
}

async function supervisionPictures({ page }: DeskScreen, shoot: Shoot): Promise<void> {
  await page.keyboard.press('Alt+7')
  const received = page.getByTestId('tile-received').filter({ hasText: /[1-9]/ })
  const refresh = page.getByRole('button', { name: 'Tính lại' })
  // The warehouse reads what the centre holds in its own time.
  for (let turn = 1; !(await received.isVisible()); turn++) {
    if (turn > 60) throw new Error('the warehouse stays empty')
    await refresh.click()
    await received.waitFor({ timeout: 2000 }).catch(() => undefined)
  }
  await page.locator('canvas').first().waitFor()
  await shoot('14-thong-ke')
  await page.keyboard.press('Alt+8')
  await page.getByRole('heading', { name: 'Liên lạc của các quầy' }).waitFor()
  await shoot('15-giam-sat-truc-tiep')
}

await takeScreenshots()
