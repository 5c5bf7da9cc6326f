import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { Instant } from '#core/record/instant.ts'

const officeDay = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
]

/** An agency that opens on Saturday mornings too, and half an hour later on weekdays. */
export const saturdayAgency = 'h53-25459'
export const agency = 'h53-27712'

const lateDay = [
  { from: '07:30', to: '11:30' },
  { from: '13:00', to: '17:00' },
]

/** Made anew each time, so that no test sees another's cache. */
export function makeCalendar(
  change: { daysOff?: string[]; workingDays?: { day: string; asWeekday: number }[]; knownTo?: string } = {},
): WorkCalendar {
  return WorkCalendar.parse({
    kind: 'calendar',
    schemaVersion: 1,
    id: 'calendar:h53',
    name: 'Lịch làm việc thử nghiệm',
    week: [officeDay, officeDay, officeDay, officeDay, officeDay, [], []],
    agencyWeeks: { [saturdayAgency]: [lateDay, lateDay, lateDay, lateDay, lateDay, [{ from: '07:30', to: '11:00' }], []] },
    daysOff: (change.daysOff ?? []).map((day) => ({ day, name: 'Ngày nghỉ', source: 'thử nghiệm', verified: false })),
    workingDays: (change.workingDays ?? []).map((one) => ({ ...one, source: 'thử nghiệm' })),
    knownFrom: '2025-01-01',
    knownTo: change.knownTo ?? '2028-12-31',
  })
}

/** `2026-11-05 08:20` → instant. */
export function at(text: string): Instant {
  return Instant.parse(`${text.replace(' ', 'T')}:00+07:00`)
}
