import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { readField } from '#core/sync/field-path.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { decideByKeyboard } from '#test/support/decide-case.ts'
import { type DeskLab, type LabDesk, startDeskLab } from '#test/support/desk-lab.ts'
import { describeEachShell } from '#test/support/each-shell.ts'

const count = 40
const mostKeysForFree = 8

const caseOnScreen = ({ page }: LabDesk) => page.evaluate(() => decodeURIComponent(location.hash.split('/').at(-1) ?? ''))

describeEachShell('a supervisor decides forty cases by keyboard', (kind) => {
  let lab: DeskLab
  let desk: LabDesk

  beforeAll(async () => {
    lab = await startDeskLab({ disputes: count })
    desk = await lab.open(kind, 'desk')
    await desk.screen.signIn('giang.nv', 'Quầy 2')
    await desk.screen.waitForStatus(/Đã gửi hết/)
  }, 240_000)
  beforeEach(() => lab.keepPictures())
  afterAll(() => lab?.close())

  it('shows how many wait, and those older than a day loudly', async () => {
    await desk.page.locator('.mc-oversight').getByText(`${count} việc đối chiếu`).waitFor()
    expect(await desk.page.locator('.mc-oversight-loud').textContent()).toMatch(/\d+ việc quá một ngày/)
    expect(await desk.page.locator('.mc-nav-count-red').textContent()).toBe(String(count))
  })

  it('does not decide a legal field before the paper was opened, and says what is missing', async () => {
    const legal = lab.disputes.find((one) => one.kind === 'legal')
    await desk.page.evaluate((id) => {
      location.hash = `/reconciliation/${id}`
    }, legal?.caseId)
    await desk.page.locator('.mc-case').waitFor()
    await desk.page.keyboard.press('2')
    await desk.page.keyboard.press('a')
    await desk.page.keyboard.press('Control+Enter')
    await desk.page.locator('.mc-lacks-loud').getByText('mở ít nhất một trang giấy tờ').waitFor()
    expect(await caseOnScreen(desk)).toBe(legal?.caseId)
  })

  it('decides each as its paper says, free fields in at most eight keys, and never loses the focus', { timeout: 600_000 }, async () => {
    await desk.page.keyboard.press('Alt+4')
    await desk.page.getByRole('grid').focus()
    await desk.page.keyboard.press('Home')
    await desk.page.keyboard.press('Enter')
    await desk.page.locator('.mc-case').waitFor()
    const keys: { kind: string; pressed: number }[] = []
    for (let left = count; left > 0; left--) {
      const id = await caseOnScreen(desk)
      const truth = lab.disputes.find((one) => one.caseId === id)
      if (truth === undefined) throw new Error(`no truth is known of ${id}`)
      await expect.poll(() => desk.page.evaluate(() => document.activeElement?.closest('.mc-case-fields') !== null)).toBe(true)
      keys.push({ kind: truth.kind, pressed: await decideByKeyboard(desk, truth) })
      await desk.page.locator('.mc-undo-line').getByText(truth.code).waitFor()
      if (left > 1) await expect.poll(() => caseOnScreen(desk)).not.toBe(id)
    }
    const free = keys.filter((one) => one.kind === 'free').map((one) => one.pressed)
    expect(free.length).toBeGreaterThan(5)
    expect(Math.max(...free)).toBeLessThanOrEqual(mostKeysForFree)
    await desk.page.getByText('Không có sai lệch nào chờ quyết').waitFor()
  })

  it('leaves every dossier at the centre as its paper says, with who decided and why', async () => {
    await desk.screen.waitForStatus(/Đã gửi hết/)
    const centre = await openCentreReader(lab.centre.origin, 'an.nt')
    const dossiers = new Map((await centre.list('agency-h53-27712-dossiers')).map((one) => [one._id, one]))
    for (const { caseId, dossierId, kind: what, choices } of lab.disputes) {
      const dossier = dossiers.get(dossierId)
      const one = ReconciliationCase.array()
        .parse(dossier?.['cases'])
        .find((each) => each.id === caseId)
      expect(one?.settled).toMatchObject({ by: 'person:giang.nv', role: 'supervisor' })
      expect(one?.settled?.choices.map(({ path, take }) => ({ path, take }))).toEqual(choices.map(({ path, take }) => ({ path, take })))
      expect(one?.settled?.evidence.length ?? 0).toBe(what === 'free' ? 0 : 1)
      for (const { path, value } of choices.filter((each) => each.path !== 'step')) {
        expect(withoutUnit(readField(dossier ?? {}, path))).toEqual(withoutUnit(value))
      }
    }
  })

  it('takes the last decision back with one key until the day closes', async () => {
    await desk.page.keyboard.press('Control+z')
    await desk.page.locator('.mc-case').waitFor()
    expect(await desk.page.locator('.mc-nav-count').last().textContent()).toBe('1')
  })
})

/** A typed address has no unit code of its own. */
function withoutUnit(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'text' in value ? value.text : value
}
