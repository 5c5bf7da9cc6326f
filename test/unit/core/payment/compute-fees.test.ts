import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeeLine } from '#core/dossier/dossier.ts'
import { computeFees, listApplicableFees, listExemptions, quantityUnlessTyped } from '#core/payment/compute-fees.ts'
import { isPaperReceiptAllowed } from '#core/payment/receipt-kind.ts'
import { FeeRule } from '#core/procedure/procedure.ts'
import { Day } from '#core/record/instant.ts'

const day = Day.parse('2026-11-22')

function makeRule(change: Partial<Record<keyof FeeRule, unknown>> = {}): FeeRule {
  return FeeRule.parse({
    code: 'chung-thuc',
    name: 'Phí chứng thực bản sao từ bản chính',
    kind: 'phi',
    per: 'page',
    tiers: [
      { from: 1, amountVnd: 2000 },
      { from: 3, amountVnd: 1000 },
    ],
    capVnd: 200_000,
    channels: [],
    validFrom: null,
    validTo: null,
    exemptions: [],
    source: { title: 'thử nghiệm', checkedOn: '2026-11-01', verified: true },
    ...change,
  })
}

function total(rule: FeeRule, quantities: Record<string, number>, change: { exemptionCode?: string; day?: Day; channel?: 1 | 2 | 3 } = {}) {
  return computeFees({ rules: [rule], quantities, channel: 1, day, exemptionCode: null, ...change }).totalVnd
}

describe('the fee of certified copies (2.000815)', () => {
  it.each([
    [1, 2000],
    [2, 4000],
    [3, 5000],
    [10, 12_000],
    [198, 200_000],
    [500, 200_000],
  ])('of %i pages is %i đ', (pages, vnd) => {
    expect(total(makeRule(), { 'chung-thuc': pages })).toBe(vnd)
  })
  it('is tiered and capped for each copy, then multiplied', () => {
    expect(total(makeRule(), { 'chung-thuc': 3, 'chung-thuc#copies': 4 })).toBe(20_000)
    expect(total(makeRule(), { 'chung-thuc': 500, 'chung-thuc#copies': 2 })).toBe(400_000)
  })
  it('says pages and copies on its line', () => {
    const { lines } = computeFees({
      rules: [makeRule()],
      quantities: { 'chung-thuc': 3, 'chung-thuc#copies': 2 },
      channel: 1,
      day,
      exemptionCode: null,
    })
    expect(lines).toMatchObject([{ name: 'Phí chứng thực bản sao từ bản chính (3 trang × 2 bản)', quantity: 6, amountVnd: 10_000 }])
  })
  it('makes no line while the pages are not counted', () => {
    expect(computeFees({ rules: [makeRule()], quantities: {}, channel: 1, day, exemptionCode: null })).toEqual({ lines: [], totalVnd: 0 })
  })
})

describe('other fees', () => {
  it('count one case where nothing else is said', () => {
    const rule = makeRule({ per: 'case', tiers: [{ from: 1, amountVnd: 10_000 }], capVnd: null })
    expect(total(rule, {})).toBe(10_000)
    expect(total(rule, { 'chung-thuc': 3 })).toBe(30_000)
    expect(total(rule, { 'chung-thuc': 0 })).toBe(0)
  })
  it('paid on request are charged only when asked for', () => {
    const rule = makeRule({ per: 'copy', tiers: [{ from: 1, amountVnd: 8000 }], capVnd: null, onRequest: true })
    expect(quantityUnlessTyped(rule)).toBe(0)
    expect(total(rule, {})).toBe(0)
    expect(total(rule, { 'chung-thuc': 2 })).toBe(16_000)
  })
  it('cap each copy, not all copies together', () => {
    expect(total(makeRule({ per: 'copy', tiers: [{ from: 1, amountVnd: 8000 }], capVnd: 5000 }), { 'chung-thuc': 3 })).toBe(15_000)
  })
  it('hold only for their channels', () => {
    const rules = [makeRule({ channels: [1, 3] })]
    expect(listApplicableFees({ rules, channel: 2, day })).toEqual([])
    expect(listApplicableFees({ rules, channel: 3, day })).toHaveLength(1)
  })
  it('hold between their dates, both included', () => {
    const rule = makeRule({ validFrom: '2026-11-01', validTo: '2026-11-22' })
    expect(total(rule, { 'chung-thuc': 1 })).toBe(2000)
    expect(total(rule, { 'chung-thuc': 1 }, { day: Day.parse('2026-11-23') })).toBe(0)
    expect(total(rule, { 'chung-thuc': 1 }, { day: Day.parse('2026-10-31') })).toBe(0)
  })
})

describe('exemptions', () => {
  const exemption = (code: string, share: number) => ({
    code,
    reason: 'Hộ nghèo',
    legalGround: 'thử nghiệm',
    share,
    validFrom: '2026-08-15',
    validTo: '2027-02-28',
  })
  const rule = makeRule({ exemptions: [exemption('ho-ngheo', 1), exemption('cong-dan-so', 0.5)] })

  it('reduce the fee by their share and say why', () => {
    const { lines, totalVnd } = computeFees({
      rules: [rule],
      quantities: { 'chung-thuc': 3 },
      channel: 1,
      day,
      exemptionCode: 'cong-dan-so',
    })
    expect(totalVnd).toBe(2500)
    expect(lines[0]?.exemption).toEqual({ reason: 'Hộ nghèo', legalGround: 'thử nghiệm', reducedByVnd: 2500 })
  })
  it('keep a line that is waived whole', () => {
    const { lines, totalVnd } = computeFees({ rules: [rule], quantities: { 'chung-thuc': 3 }, channel: 1, day, exemptionCode: 'ho-ngheo' })
    expect(totalVnd).toBe(0)
    expect(lines).toMatchObject([{ amountVnd: 0, exemption: { reducedByVnd: 5000 } }])
  })
  it('do not hold outside their dates', () => {
    expect(total(rule, { 'chung-thuc': 3 }, { exemptionCode: 'ho-ngheo', day: Day.parse('2027-03-01') })).toBe(5000)
    expect(listExemptions({ rules: [rule], channel: 1, day: Day.parse('2027-03-01') })).toEqual([])
  })
  it('are offered once, however many fees know them', () => {
    expect(listExemptions({ rules: [rule, { ...rule, code: 'khac' }], channel: 1, day }).map((one) => one.code)).toEqual([
      'ho-ngheo',
      'cong-dan-so',
    ])
  })
})

describe('for any quantities', () => {
  it('lines are valid whole đồng, more pages never cost less, and no copy costs more than the cap', () => {
    const rule = makeRule({ exemptions: [{ code: 'a', reason: 'a', legalGround: '', share: 0.3, validFrom: null, validTo: null }] })
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), fc.integer({ min: 1, max: 50 }), fc.boolean(), (a, b, copies, exempt) => {
        const exemptionCode = exempt ? 'a' : 'none'
        const [few, many] = [Math.min(a, b), Math.max(a, b)]
        const sheet = computeFees({
          rules: [rule],
          quantities: { 'chung-thuc': many, 'chung-thuc#copies': copies },
          channel: 1,
          day,
          exemptionCode,
        })
        for (const line of sheet.lines) FeeLine.parse(line)
        expect(total(rule, { 'chung-thuc': few, 'chung-thuc#copies': copies }, { exemptionCode })).toBeLessThanOrEqual(sheet.totalVnd)
        expect(sheet.totalVnd).toBeLessThanOrEqual(200_000 * copies)
      }),
    )
  })
})

describe('paper receipts', () => {
  it('may be issued until the end of 2026 (NĐ 254/2026)', () => {
    expect(isPaperReceiptAllowed(Day.parse('2026-12-31'))).toBe(true)
    expect(isPaperReceiptAllowed(Day.parse('2027-01-01'))).toBe(false)
  })
})
