import { describe, expect, it } from 'vitest'
import { boundsOf, type Period, PeriodKind, periodAfter, periodBefore, periodOf, wholeHalvesIn } from '#core/indicators/period.ts'
import { Day, Instant } from '#core/record/instant.ts'

const day = (text: string) => Day.parse(text)
const days = (from: string, to: string): Period => ({ from: day(from), to: day(to) })
const kinds = PeriodKind.options.filter((kind) => kind !== 'free')

describe('reporting periods', () => {
  it.each([
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['week', '2026-11-16', '2026-11-16', '2026-11-22'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-22', '2026-10-01', '2026-12-31'],
    ['report_quarter', '2026-11-22', '2026-09-15', '2026-12-14'],
    ['report_quarter', '2026-12-14', '2026-09-15', '2026-12-14'],
    ['report_quarter', '2026-12-15', '2026-12-15', '2027-03-14'],
    ['report_quarter', '2027-01-02', '2026-12-15', '2027-03-14'],
    ['report_quarter', '2026-03-15', '2026-03-15', '2026-06-14'],
    ['year', '2026-11-22', '2026-01-01', '2026-12-31'],
    ['free', '2026-11-22', '2026-11-22', '2026-11-22'],
  ] as const)('%s of %s is %s to %s', (kind, at, from, to) => {
    expect(periodOf(kind, day(at))).toEqual(days(from, to))
  })

  it('holds every day in exactly one period of a kind', () => {
    for (const kind of kinds)
      for (let month = 1; month <= 12; month++) {
        const period = periodOf(kind, day(`2026-${String(month).padStart(2, '0')}-15`))
        expect(periodOf(kind, period.from)).toEqual(period)
        expect(periodOf(kind, period.to)).toEqual(period)
        expect(periodAfter(kind, periodBefore(kind, period))).toEqual(period)
      }
  })

  it.each([
    ['2026-01-01', '2026-12-31', '2026-01-01', '2027-01-01'],
    ['2026-09-15', '2026-12-14', '2026-09-15', '2026-12-15'],
    ['2026-11-02', '2026-12-20', '2026-11-15', '2026-12-15'],
    ['2026-10-14', '2026-11-15', '2026-10-15', '2026-11-15'],
    ['2026-12-16', '2027-01-14', '2027-01-01', '2027-01-15'],
  ])('%s to %s holds the whole half months from %s to before %s', (from, to, first, end) => {
    const bounds = boundsOf(days(from, to), Instant.parse('2027-06-01T00:00:00+07:00'))
    expect(wholeHalvesIn(bounds)).toEqual({ from: `${first}T00:00:00+07:00`, until: `${end}T00:00:00+07:00` })
  })

  it('holds no whole half month in some days, nor in one that still runs', () => {
    expect(wholeHalvesIn(boundsOf(days('2026-11-02', '2026-11-29'), Instant.parse('2027-06-01T00:00:00+07:00')))).toBeNull()
    expect(wholeHalvesIn(boundsOf(days('2026-11-02', '2026-11-28'), Instant.parse('2026-11-20T10:00:00+07:00')))).toBeNull()
    expect(wholeHalvesIn(boundsOf(days('2026-11-16', '2026-12-14'), Instant.parse('2027-06-01T00:00:00+07:00')))).toEqual({
      from: '2026-12-01T00:00:00+07:00',
      until: '2026-12-15T00:00:00+07:00',
    })
  })

  it('goes back as many days where the period is free', () => {
    expect(periodBefore('free', days('2026-11-09', '2026-11-15'))).toEqual(days('2026-11-02', '2026-11-08'))
    expect(periodAfter('free', days('2026-11-09', '2026-11-15'))).toEqual(days('2026-11-16', '2026-11-22'))
  })

  it('ends a running period now, and one to come where it begins', () => {
    const now = Instant.parse('2026-11-22T15:30:00+07:00')
    expect(boundsOf(days('2026-11-01', '2026-11-30'), now)).toEqual({ from: '2026-11-01T00:00:00+07:00', until: now })
    expect(boundsOf(days('2026-10-01', '2026-10-31'), now).until).toBe('2026-11-01T00:00:00+07:00')
    expect(boundsOf(days('2026-12-01', '2026-12-31'), now)).toEqual({
      from: '2026-12-01T00:00:00+07:00',
      until: '2026-12-01T00:00:00+07:00',
    })
  })
})
