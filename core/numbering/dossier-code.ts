import { Day } from '#core/record/instant.ts'

/**
 * A dossier code taken apart. `sequence` is the text after the day; `slot` and `counter` are null where the code was not issued
 * by a desk of this product (older systems, ministries).
 */
export type DossierCode = { agencyCode: string; day: Day; sequence: string; slot: number | null; counter: number | null }

/** The highest slot, and the highest number one slot issues in a day. */
export const maxSlot = 999
export const maxCounter = 9999

const pattern = /^(?<agency>[A-Z0-9.]+)-(?<date>\d{8}|\d{6})-(?<sequence>\d{4,7})$/

/**
 * Takes a dossier code (mã hồ sơ) apart: `<agency code>-<yyMMdd or yyyyMMdd>-<4 to 7 digits>` (domain.md §4.2). Surrounding
 * spaces and lower case are tolerated, as people type them; null where the text is no code or its day is not real.
 */
export function parseDossierCode(text: string): DossierCode | null {
  const groups = pattern.exec(text.trim().toUpperCase())?.groups
  if (groups === undefined) return null
  const { agency = '', date = '', sequence = '' } = groups
  const digits = date.length === 6 ? `20${date}` : date
  const day = Day.safeParse(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`)
  if (!day.success) return null
  const slot = Number(sequence.slice(0, 3))
  const counter = Number(sequence.slice(3))
  const isOurs = date.length === 6 && sequence.length === 7 && slot > 0 && counter > 0
  return { agencyCode: agency, day: day.data, sequence, slot: isOurs ? slot : null, counter: isOurs ? counter : null }
}

/**
 * Writes a dossier code: `{H53.27712, 2026-11-22, 1, 7}` → `H53.27712-261122-0010007`. Throws `RangeError` for a slot outside
 * 1–999 or a counter outside 1–9999, because a longer sequence could be read as another slot's.
 */
export function formatDossierCode(parts: { agencyCode: string; day: Day; slot: number; counter: number }): string {
  if (!isWithin(parts.slot, maxSlot)) throw new RangeError(`slot ${parts.slot}`)
  if (!isWithin(parts.counter, maxCounter)) throw new RangeError(`counter ${parts.counter}`)
  const date = parts.day.slice(2).replaceAll('-', '')
  return `${parts.agencyCode}-${date}-${String(parts.slot).padStart(3, '0')}${String(parts.counter).padStart(4, '0')}`
}

function isWithin(value: number, highest: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= highest
}
