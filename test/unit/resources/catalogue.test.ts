import { describe, expect, it } from 'vitest'
import { computeFees } from '#core/payment/compute-fees.ts'
import type { FeeRule, Procedure } from '#core/procedure/procedure.ts'
import { Day } from '#core/record/instant.ts'
import { loadCatalogue, loadUnits } from '#resources/catalogue/load-catalogue.ts'

const { procedures, agencies, people, calendars } = loadCatalogue()
const slugs = new Set<string>(agencies.map((one) => one.slug))
const pilots = ['h53-27712', 'h53-27991', 'h53-28108', 'h53-28159']

const isFullySourced = (one: Procedure) =>
  one.papers.length > 0 && one.papersSource !== null && Object.values(one.durations).some((time) => time !== null) && one.fees.length > 0

describe('the procedures of the demo catalogue', () => {
  it('are at least forty, at least twenty-five of them with papers, times and fees from a source', () => {
    expect(new Set(procedures.map((one) => one.code)).size).toBeGreaterThanOrEqual(40)
    expect(new Set(procedures.filter(isFullySourced).map((one) => one.code)).size).toBeGreaterThanOrEqual(25)
  })

  it('hold more than fifteen whose every value is verified', () => {
    const isVerified = (one: Procedure) =>
      isFullySourced(one) &&
      one.durationSource.verified &&
      one.papersSource?.verified === true &&
      one.fees.every((fee) => fee.source.verified)
    expect(procedures.filter(isVerified).length).toBeGreaterThan(15)
  })

  it('carry their code and version in an id that is unique', () => {
    for (const one of procedures) expect(one.id).toBe(`procedure:${one.code}:${one.version}`)
    expect(new Set(procedures.map((one) => one.id)).size).toBe(procedures.length)
  })

  it('never claim a processing time or papers without naming where they come from', () => {
    for (const one of procedures) {
      expect(one.durationSource.title).not.toBe('')
      expect(one.papers.length === 0).toBe(one.papersSource === null)
    }
  })

  it('say so where nothing is verified', () => {
    const bare = procedures.filter((one) => one.papers.length === 0)
    expect(bare.length).toBeGreaterThan(0)
    for (const one of bare)
      expect([one.durationSource.verified, one.note]).toEqual([false, expect.stringContaining('chưa có dữ liệu kiểm chứng')])
  })

  it('have versions of one code that do not overlap', () => {
    for (const one of procedures) {
      const others = procedures.filter((other) => other.code === one.code && other !== one)
      for (const other of others)
        expect(other.effectiveFrom > (one.effectiveTo ?? '9999') || one.effectiveFrom > (other.effectiveTo ?? '9999')).toBe(true)
    }
  })

  it('name an agency that exists as the one that decides', () => {
    for (const one of procedures) expect(one.competent === 'receiving' || slugs.has(one.competent)).toBe(true)
  })

  it('give each paper and each fee of a procedure its own code', () => {
    for (const one of procedures) {
      expect(new Set(one.papers.map((paper) => paper.id)).size).toBe(one.papers.length)
      expect(new Set(one.fees.map((fee) => fee.code)).size).toBe(one.fees.length)
    }
  })

  it('never ask for a copy of a paper that is only shown', () => {
    for (const paper of procedures.flatMap((one) => one.papers)) if (paper.shownOnly) expect(paper.copies).toBe(0)
  })

  it('tier fees upwards from the first unit', () => {
    for (const fee of procedures.flatMap((one) => one.fees)) {
      const starts = fee.tiers.map((tier) => tier.from)
      expect(starts[0]).toBe(1)
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
    }
  })

  it('price a certified copy by page with its cap (2.000815)', () => {
    const [fee] = procedures.find((one) => one.code === '2.000815')?.fees ?? []
    expect(fee).toMatchObject({
      per: 'page',
      capVnd: 200_000,
      tiers: [
        { from: 1, amountVnd: 2000 },
        { from: 3, amountVnd: 1000 },
      ],
    } satisfies Partial<FeeRule>)
  })
})

describe('the fees of the demo catalogue', () => {
  const sheet = (code: string, exemptionCode: string | null, quantities: Record<string, number> = {}) => {
    const rules = procedures.find((one) => one.code === code)?.fees ?? []
    return computeFees({ rules, quantities, channel: 1, day: Day.parse('2026-11-22'), exemptionCode })
  }

  it('ask nothing for a birth registered in time and without copies', () => {
    expect(sheet('1.001193', null)).toMatchObject({ totalVnd: 0, lines: [{ feeCode: 'le-phi', verified: true }] })
  })

  it('ask 8.000 đ for each copy that is wanted', () => {
    expect(sheet('1.001193', null, { 'ban-sao': 3 }).totalVnd).toBe(24_000)
    expect(sheet('2.000635', null).totalVnd).toBe(8000)
  })

  it('are unverified where the reduction is', () => {
    expect(sheet('2.000635', 'cong-dan-so').lines[0]?.verified).toBe(false)
    expect(sheet('2.000635', null).lines[0]?.verified).toBe(true)
  })
})

describe('the agencies', () => {
  it('are the province, its 96 communes and offices of other levels', () => {
    expect(agencies.length).toBeGreaterThanOrEqual(97)
    expect(agencies.filter((one) => one.level === 'commune' && one.parent === 'h53')).toHaveLength(96)
    expect(agencies.filter((one) => one.pilot).map((one) => one.slug)).toEqual(pilots)
  })

  it('refer only to agencies, units and calendars that exist', () => {
    const units = new Set(loadUnits().map((one) => one.code))
    for (const one of agencies) {
      for (const other of [one.parent, one.mergedInto, ...one.serves]) expect(other === null || slugs.has(other)).toBe(true)
      expect(one.unitCode === null || units.has(one.unitCode)).toBe(true)
      expect(calendars.map((calendar) => calendar.id)).toContain(`calendar:${one.calendar}`)
      expect(one.id).toBe(`agency:${one.slug}`)
    }
    expect(slugs.size).toBe(agencies.length)
  })
})

describe('the people', () => {
  it('fill every role in each pilot office', () => {
    for (const pilot of pilots) {
      const roles = people.filter((one) => one.agency === pilot).flatMap((one) => one.roles.map((term) => term.role))
      expect(new Set(roles)).toEqual(new Set(['one_stop_official', 'specialist', 'leader', 'clerk', 'supervisor']))
    }
    expect(people.find((one) => one.login === 'admin')).toMatchObject({ agency: 'h53', roles: [{ role: 'administrator' }] })
  })

  it('belong to an agency that exists and sign in under names of their own', () => {
    for (const one of people) expect([slugs.has(one.agency), one.id]).toEqual([true, `person:${one.login}`])
    expect(new Set(people.map((one) => one.login)).size).toBe(people.length)
  })
})

describe('the calendar', () => {
  const [calendar] = calendars

  it('closes on the days off that are sourced for 2026', () => {
    const sourced = new Set(calendar?.daysOff.filter((one) => one.verified).map((one) => one.day))
    for (const day of ['2026-01-01', '2026-02-16', '2026-02-20', '2026-04-27', '2026-11-24', '2027-01-01'])
      expect([...sourced]).toContain(day)
  })

  it('names the document of every day off and keeps each day once', () => {
    for (const one of calendar?.daysOff ?? []) expect(one.source).not.toBe('')
    expect(new Set(calendar?.daysOff.map((one) => one.day)).size).toBe(calendar?.daysOff.length)
  })

  it('does not claim to know the days off of Tết 2027', () => {
    expect(calendar !== undefined && calendar.knownTo < '2027-02-05').toBe(true)
  })
})

describe('the administrative units', () => {
  it('are 34 provinces and 3,321 communes, each in its province', () => {
    const units = loadUnits()
    const provinces = new Set(units.filter((one) => one.provinceCode === null).map((one) => one.code))
    const communes = units.filter((one) => one.provinceCode !== null)
    expect([provinces.size, communes.length]).toEqual([34, 3321])
    expect(communes.every((one) => provinces.has(one.provinceCode ?? ''))).toBe(true)
    expect(communes.every((one) => /^(Phường|Xã|Đặc khu) /.test(one.name))).toBe(true)
  })
})
