import { describe, expect, test } from 'vitest'
import { findUnclosedDays, type UnclosedQuestion } from '#core/day-close/unclosed-days.ts'
import { DeviceId } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { closeDevice, type EventWish, makeCloseEvent } from '#test/support/close-events.ts'
import { tanAn } from '#test/support/trade-world.ts'

const at = (text: string) => Date.parse(`${text}:00+07:00`)
const device = DeviceId.parse(closeDevice)
const second = DeviceId.parse('device:01j00000000000000000000002')
const [calendar] = loadCatalogue().calendars

const act = (seq: number, when: string, change: Partial<EventWish> = {}) =>
  makeCloseEvent({ seq, type: 'dossierReceived', atMs: at(when), ...change })
const closeOf = (day: string, upTo: number, of = device) => ({ device: of, day: Day.parse(day), journal: { after: 0, upTo } })

// 2026-11-19 is a Thursday.
const thursday = [act(1, '2026-11-19T08:00'), act(2, '2026-11-19T16:30')]

function ask(now: string, change: Partial<UnclosedQuestion>) {
  if (calendar === undefined) throw new Error('no calendar')
  const desks = [{ device, deskName: 'Quầy 1', revoked: false }]
  const since = Day.parse('2026-10-01')
  return findUnclosedDays({ agency: tanAn, calendar, nowMs: at(now), since, desks, closes: [], events: thursday, ...change })
}

describe('desks that did not close their day', () => {
  test('today is never among them', () => {
    expect(ask('2026-11-19T23:59', {})).toEqual([])
  })

  test.each([
    { now: '2026-11-20T07:30', workingDays: 1, overdue: false },
    { now: '2026-11-21T09:00', workingDays: 1, overdue: false },
    { now: '2026-11-22T09:00', workingDays: 1, overdue: false },
    { now: '2026-11-23T07:00', workingDays: 2, overdue: true },
  ])('at $now a Thursday is $workingDays working days old', ({ now, workingDays, overdue }) => {
    expect(ask(now, {})).toEqual([
      { device, deskName: 'Quầy 1', revoked: false, day: '2026-11-19', acts: 2, afterClose: false, workingDays, overdue },
    ])
  })

  test('days off do not make a day older', () => {
    // 2026-09-02 is the national day; 2026-09-01 is off with it.
    const events = [act(1, '2026-08-31T09:00')]
    const since = Day.parse('2026-08-01')
    expect(ask('2026-09-03T09:00', { events, since })).toMatchObject([{ workingDays: 1, overdue: false }])
    expect(ask('2026-09-04T09:00', { events, since })).toMatchObject([{ workingDays: 2, overdue: true }])
  })

  test('a close ends it; what was done after the close stands alone', () => {
    expect(ask('2026-11-23T07:00', { closes: [closeOf('2026-11-19', 2)] })).toEqual([])
    expect(ask('2026-11-23T07:00', { closes: [closeOf('2026-11-19', 1)] })).toMatchObject([{ acts: 1, afterClose: true }])
  })

  test('a close of a later day holds the earlier one too', () => {
    expect(ask('2026-11-23T07:00', { closes: [closeOf('2026-11-20', 5)] })).toEqual([])
  })

  test('another desk’s close ends nothing, and each desk and day is told apart, oldest first', () => {
    const desks = [
      { device, deskName: 'Quầy 2', revoked: false },
      { device: second, deskName: 'Quầy 1', revoked: true },
    ]
    const events = [...thursday, { ...act(1, '2026-11-19T09:00'), device: second }, act(3, '2026-11-20T09:00')]
    const found = ask('2026-11-25T07:00', { desks, events, closes: [closeOf('2026-11-19', 9, DeviceId.parse(`${second.slice(0, -1)}3`))] })
    expect(found.map(({ deskName, day, acts, overdue }) => [deskName, day, acts, overdue])).toEqual([
      ['Quầy 1', '2026-11-19', 1, false],
      ['Quầy 2', '2026-11-19', 2, true],
      ['Quầy 2', '2026-11-20', 1, true],
    ])
  })

  test('looking at a dossier is no act, nor is the work of who closes no day', () => {
    const events = [act(1, '2026-11-19T08:00', { type: 'dossierViewed' }), { ...act(2, '2026-11-19T09:00'), role: 'specialist' as const }]
    expect(ask('2026-11-23T07:00', { events })).toEqual([])
  })

  test('days before the window, and days to come by a desk’s wrong clock, are left out', () => {
    const events = [act(1, '1900-01-01T08:00'), act(2, '9999-01-01T08:00')]
    expect(ask('2026-11-23T07:00', { events })).toEqual([])
  })
})
