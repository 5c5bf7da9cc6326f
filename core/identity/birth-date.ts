import { BirthDate } from '#core/dossier/applicant.ts'
import type { Day } from '#core/record/instant.ts'

export type BirthDateReading = { ok: true; birthDate: BirthDate } | { ok: false; reason: 'format' | 'impossible' | 'future' }

/** Nobody alive was born before it: an earlier year is a slip of the finger. */
const earliestYear = 1880

const shapes = [
  /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})$/,
  /^(?<day>\d{2})(?<month>\d{2})(?<year>\d{4})$/,
  /^(?<month>\d{1,2})[/.-](?<year>\d{4})$/,
  /^(?<year>\d{4})$/,
]

/**
 * A birth date as typed → as stored: `dd/MM/yyyy` (also with `.` or `-`, one-digit days and months, or eight digits on end),
 * `MM/yyyy` or `yyyy` where the papers know no more. Days that do not exist and days after `today` are refused.
 */
export function parseBirthDate(text: string, today: Day): BirthDateReading {
  const groups = shapes.map((shape) => shape.exec(text.trim())?.groups).find((found) => found !== undefined)
  if (groups === undefined) return { ok: false, reason: 'format' }
  const { day = '', month = '', year = '' } = groups
  const birthDate = toBirthDate({ day, month, year })
  if (birthDate === null) return { ok: false, reason: 'impossible' }
  return isFuture(birthDate, today) ? { ok: false, reason: 'future' } : { ok: true, birthDate }
}

/** A stored birth date as people write it: `dd/MM/yyyy`, `MM/yyyy` or `yyyy`. */
export function formatBirthDate(birthDate: BirthDate): string {
  return birthDate.split('-').reverse().join('/')
}

/** Day, month (may be empty) and year of digits → birth date; null where there is no such day. */
export function toBirthDate(parts: { day: string; month: string; year: string }): BirthDate | null {
  if (Number(parts.year) < earliestYear) return null
  const text = [parts.year, parts.month, parts.day]
    .filter((part) => part !== '')
    .map((part) => part.padStart(2, '0'))
    .join('-')
  const birthDate = BirthDate.safeParse(text)
  return birthDate.success ? birthDate.data : null
}

/** Whether a birth date, as far as it is known, lies after a day. */
export function isFuture(birthDate: BirthDate, today: Day): boolean {
  return birthDate > today.slice(0, birthDate.length)
}
