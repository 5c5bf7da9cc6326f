import { describe, expect, it } from 'vitest'
import { Placement } from '#core/dossier/dossier.ts'
import { Day } from '#core/record/instant.ts'
import { countQuantities, isPartlyPaid, payUpTo } from '#renderer/features/intake/fee-changes.ts'
import { listMissing } from '#renderer/features/intake/missing-items.ts'
import { makeDraft, makeProcedure } from '#test/support/trade-world.ts'

const today = Day.parse('2026-11-20')
const [copyFee] = makeProcedure().fees
const procedure = makeProcedure({ fees: [{ ...copyFee, code: 'trang', per: 'page', channels: [], onRequest: false }] })
const main = procedure.papers[0]?.id ?? ''
const page = (id: string, paperId: string | null) =>
  Placement.parse({
    id,
    page: 'a'.repeat(64),
    mediaType: 'image/png',
    sizeBytes: 1,
    widthPx: 1,
    heightPx: 1,
    purpose: 'paper',
    paperId,
    order: 1,
    rotation: 0,
    source: 'file',
    added: { at: '2026-11-20T08:00:00+07:00', by: 'person:an.nt', byName: 'Nguyễn Thị An' },
  })
const feeFields = (draft: ReturnType<typeof makeDraft>) =>
  listMissing(draft, today, procedure)
    .map((item) => item.field)
    .filter((field) => field.startsWith('fees.'))

describe('a fee by the page', () => {
  it('counts the scanned pages of the main paper until a number is typed', () => {
    const placements = [page('p1', main), page('p2', main), page('p3', null)]
    expect(countQuantities(makeDraft({ placements }), procedure)).toEqual({ trang: 2 })
    expect(countQuantities(makeDraft({ placements, feeQuantities: { trang: 5 } }), procedure)).toEqual({ trang: 5 })
  })

  it('is missing while no page is counted', () => {
    expect(feeFields(makeDraft({ feeQuantities: {} }))).toEqual(['fees.trang'])
    expect(feeFields(makeDraft({ feeQuantities: { trang: 3 } }))).toEqual([])
  })
})

describe('money taken at the desk', () => {
  const receipt = { kind: 'paper' as const, series: 'AB/26', number: '12' }
  const draft = makeDraft({ payment: { method: 'cash', amountVnd: 5000, receipt } })

  it('follows the fee sheet', () => {
    expect(payUpTo(draft, 8000, false).payment?.amountVnd).toBe(8000)
    expect(payUpTo(draft, 0, false).payment?.amountVnd).toBe(0)
  })

  it('stays a part where a part was typed, never above the total', () => {
    expect(payUpTo(draft, 8000, true).payment?.amountVnd).toBe(5000)
    expect(payUpTo(draft, 3000, true).payment?.amountVnd).toBe(3000)
  })

  it('is known as a part when the draft is opened again', () => {
    const line = { feeCode: 'x', name: 'x', kind: 'phi' as const, per: 'copy' as const, quantity: 1, exemption: null, verified: true }
    expect(isPartlyPaid({ ...draft, feeLines: [{ ...line, amountVnd: 8000 }] })).toBe(true)
    expect(isPartlyPaid({ ...draft, feeLines: [{ ...line, amountVnd: 5000 }] })).toBe(false)
  })

  it('may not be nothing', () => {
    const none = makeDraft({ payment: { method: 'cash', amountVnd: 0, receipt } })
    expect(listMissing(none, today).map((item) => item.field)).toContain('payment.amount')
  })
})
