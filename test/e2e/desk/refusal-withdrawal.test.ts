import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { chooseOption } from '#test/support/desk-screen.ts'

const agency = 'agency-h53-27712'

/** From the day of form 01 on: an exemption of 2.000815 holds only between its dates. */
const exemptionHolds = () => {
  const today = new Date().toISOString().slice(0, 10)
  return '2026-08-15' <= today && today <= '2027-02-28'
}

describe('refusal, withdrawal, stop, fees and supplements', () => {
  let lab: DeskLab
  let counter: LabDesk
  let office: LabDesk
  let reader: Awaited<ReturnType<typeof openCentreReader>>

  const fill = async (name: string, personalId: string, procedure: string) => {
    const { page, screen } = counter
    await page.keyboard.press('F2')
    await expect.poll(() => screen.intakeField('applicant.name').inputValue()).toBe('')
    await screen.intakeField('applicant.personalId').fill(personalId)
    await screen.intakeField('applicant.name').fill(name)
    await screen.intakeField('applicant.address').fill('Khu phố 2, phường Tân An, tỉnh Tây Ninh')
    await screen.pickProcedure(procedure, procedure)
  }
  const save = async () => {
    const { page } = counter
    await page.getByText('Đủ thông tin để lưu').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Đã tiếp nhận' }).waitFor()
    return (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
  }
  const takeIn = async (name: string, personalId: string) => {
    await fill(name, personalId, '1.014027')
    await counter.screen.meetPaper('van-ban-de-nghi', 'Bản giấy')
    return save()
  }
  /** The dossier as the centre has it, once both desks have sent all they have. */
  const atCentre = async (code: string) => {
    await counter.screen.waitForStatus(/Đã gửi hết/)
    await office.screen.waitForStatus(/Đã gửi hết/)
    return (await reader.list(`${agency}-dossiers`)).find((doc) => doc.code === code)
  }
  const preview = (desk: LabDesk) => desk.page.locator('.mc-form-preview canvas, .mc-sheets canvas').first().waitFor()

  beforeAll(async () => {
    lab = await startDeskLab()
    reader = await openCentreReader(lab.centre.origin, 'giang.nv')
    counter = await lab.open('Chromium', 'counter')
    await counter.screen.signIn('an.nt', 'Quầy 2')
    office = await lab.open('Chromium', 'office')
    await office.screen.signIn('chi.lt', 'Phòng chuyên môn')
    await office.screen.waitForStatus(/Đã nối máy chủ tỉnh/)
  })
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('refuses at the counter with form 03, asking once more, and issues a code for the refusal', async () => {
    const { page, screen } = counter
    await fill('ĐỖ THỊ TỪ', '080190000301', '1.014027')
    await page.getByRole('button', { name: 'Từ chối tiếp nhận' }).click()
    const refuse = page.getByRole('button', { name: 'Từ chối và in mẫu 03' })
    expect(await refuse.isDisabled()).toBe(true)
    await screen.intakeField('reason').fill('Không thuộc thẩm quyền giải quyết của phường')
    await screen.intakeField('legalGround').fill('Điều 17 Nghị định 118/2025/NĐ-CP')
    await refuse.click()
    await page.getByText('Hồ sơ sẽ ở trạng thái Không được tiếp nhận').waitFor()
    await refuse.last().click()
    await page.getByRole('heading', { name: 'Đã từ chối tiếp nhận' }).waitFor()
    await preview(counter)
    const code = (await page.locator('.mc-saved-code').textContent())?.trim() ?? ''
    expect(await atCentre(code)).toMatchObject({
      business: { status: 3 },
      refusal: { reason: 'Không thuộc thẩm quyền giải quyết của phường', legalGround: 'Điều 17 Nghị định 118/2025/NĐ-CP' },
    })
  })

  it('counts the fee of certified copies by page with its tiers, its cap and its exemption, and takes the money', async () => {
    const { page, screen } = counter
    await fill('HỒ VĂN PHÍ', '080090000302', '2.000815')
    const total = page.locator('.mc-fee-total')
    const pages = page.getByLabel(/^trang: Phí chứng thực bản sao/)
    const copies = page.getByLabel(/^bản: Phí chứng thực bản sao/)
    for (const [count, words] of [
      ['2', '4.000 đ'],
      ['3', '5.000 đ'],
      ['500', '200.000 đ'],
    ] as const) {
      await pages.fill(count)
      await total.filter({ hasText: words }).waitFor()
    }
    await pages.fill('3')
    await copies.fill('2')
    await total.filter({ hasText: '10.000 đ' }).waitFor()
    let owedVnd = 10_000
    if (exemptionHolds()) {
      await chooseOption(page, screen.intakeField('exemptionCode'), 'Công dân số')
      await total.filter({ hasText: '5.000 đ' }).waitFor()
      owedVnd = 5_000
    } else expect(await screen.intakeField('exemptionCode').count()).toBe(0)
    await page.getByLabel('Thu ngay').check()
    await page.getByText('Số biên lai').first().waitFor()
    await screen.intakeField('payment.number').fill('0000123')
    await screen.meetPaper('ban-chinh', 'Đã xuất trình')
    await screen.meetPaper('ban-sao', 'Bản giấy')
    const code = await save()
    const dossier = await atCentre(code)
    expect(dossier).toMatchObject({ money: { state: 'paid', totalVnd: owedVnd, paidVnd: owedVnd } })
    await page.getByRole('link', { name: 'Mở hồ sơ' }).click()
    await page.getByText('Đã thu đủ').waitFor()
    if (exemptionHolds()) await page.getByText(/Miễn, giảm 5\.000\sđ: Công dân số/).waitFor()
    await page.getByText(/biên lai .*số 0000123/).waitFor()
  })

  it('shows what is owed until it has been collected', async () => {
    const { page, screen } = counter
    await fill('MAI THỊ NỢ', '080190000303', '2.000815')
    await page.getByLabel(/^trang: Phí chứng thực bản sao/).fill('1')
    await screen.meetPaper('ban-chinh', 'Đã xuất trình')
    await screen.meetPaper('ban-sao', 'Bản giấy')
    const code = await save()
    await page.getByRole('link', { name: 'Mở hồ sơ' }).click()
    await page.getByText('Chưa thu đủ').waitFor()
    await screen.act('Thu phí, lệ phí', { amountVnd: '2000' }, 'Đã ghi khoản thu')
    await page.getByText('Đã thu đủ').waitFor()
    expect(await atCentre(code)).toMatchObject({ money: { state: 'paid', paidVnd: 2000 } })
  })

  it('records a withdrawal, declines it with a reason, and goes back to where the dossier was', async () => {
    const code = await takeIn('LÝ VĂN RÚT', '080090000304')
    await counter.screen.openDossier(code.slice(-7))
    await counter.screen.act('Công dân yêu cầu rút', { reason: 'Công dân đổi ý' }, 'Đã ghi yêu cầu rút hồ sơ')
    expect(await atCentre(code)).toMatchObject({ business: { status: 7 } })
    await office.screen.openDossier(code.slice(-7))
    await office.screen.act('Không đồng ý cho rút', { note: 'Hồ sơ đã có kết quả thẩm tra' }, 'Đã từ chối yêu cầu rút')
    await counter.screen.timeline.getByText('Không đồng ý cho rút').first().waitFor()
    expect(await atCentre(code)).toMatchObject({ business: { status: 2 }, withdrawal: { accepted: false } })
  })

  it('accepts a withdrawal: the dossier is stopped', async () => {
    const code = await takeIn('LÝ THỊ THÔI', '080190000305')
    await counter.screen.openDossier(code.slice(-7))
    await counter.screen.act('Công dân yêu cầu rút', { reason: 'Nộp nhầm nơi' }, 'Đã ghi yêu cầu rút hồ sơ')
    await counter.screen.act('Đồng ý cho rút', {}, 'Đã đồng ý cho rút')
    expect(await atCentre(code)).toMatchObject({ business: { status: 8 }, withdrawal: { accepted: true } })
  })

  it('stops a dossier with form 05, asking once more', async () => {
    const code = await takeIn('TẠ VĂN DỪNG', '080090000306')
    await counter.screen.waitForStatus(/Đã gửi hết/)
    await office.screen.openDossier(code.slice(-7))
    const form = { reason: 'Công dân không bổ sung trong thời hạn', legalGround: 'Khoản 5 Điều 18 Nghị định 118/2025/NĐ-CP' }
    await office.screen.act('Dừng giải quyết', form, 'Đã dừng giải quyết hồ sơ', async (panel) => {
      await office.page.keyboard.press('Control+Enter')
      await panel.getByRole('alertdialog').waitFor()
    })
    await office.page.getByRole('button', { name: 'In mẫu 05' }).first().click()
    await preview(office)
    expect(await atCentre(code)).toMatchObject({ business: { status: 8 }, stop: form })
    await office.page.keyboard.press('Escape')
  })

  it('asks for a supplement and records another’s while both desks have no network; both arrive, the clock stops and goes on', async () => {
    const asked = await takeIn('CAO THỊ THIẾU', '080190000307')
    const brought = await takeIn('CAO VĂN ĐỦ', '080090000308')
    await counter.screen.waitForStatus(/Đã gửi hết/)
    await office.screen.openDossier(brought.slice(-7))
    await office.screen.act('Yêu cầu bổ sung', { reason: 'Thiếu chữ ký' }, 'Đã lập phiếu yêu cầu bổ sung', (form) =>
      form.getByLabel('Tên giấy tờ dòng 1').fill('Đơn có chữ ký'),
    )
    await office.screen.waitForStatus(/Đã gửi hết/)
    await counter.screen.openDossier(brought.slice(-7))
    await counter.page.getByText('Yêu cầu bổ sung giấy tờ').first().waitFor()
    lab.line.cut()
    await office.screen.waitForStatus(/Không có mạng từ/)
    await counter.screen.waitForStatus(/Không có mạng từ/)
    await counter.screen.act('Nhận bổ sung', { note: 'Đã nộp đơn có chữ ký' }, 'Đã nhận bổ sung, đồng hồ chạy tiếp')
    await office.screen.openDossier(asked.slice(-7))
    await office.screen.act('Yêu cầu bổ sung', { reason: 'Thiếu giấy xác nhận' }, 'Đã lập phiếu yêu cầu bổ sung', (form) =>
      form.getByLabel('Tên giấy tờ dòng 1').fill('Giấy xác nhận cư trú'),
    )
    await counter.screen.waitForStatus(/Chờ gửi 1 hồ sơ/)
    await office.screen.waitForStatus(/Chờ gửi 1 hồ sơ/)
    lab.line.restore()
    const first = await atCentre(brought)
    expect(first).toMatchObject({ business: { status: 4 }, updated: { by: 'person:an.nt' } })
    const second = await atCentre(asked)
    expect(second).toMatchObject({ business: { status: 5 }, updated: { by: 'person:chi.lt' } })
    expect(first?.pauses).toMatchObject([{ from: expect.any(String), to: expect.any(String) }])
    expect(second?.pauses).toMatchObject([{ to: null }])
    await counter.screen.openDossier(asked.slice(-7))
    await counter.page.getByText('Yêu cầu bổ sung giấy tờ').first().waitFor()
  })
})
