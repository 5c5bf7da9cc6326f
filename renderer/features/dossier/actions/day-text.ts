import { Day } from '#core/record/instant.ts'

/**
 * A day as officials type it: `26/11/2026`, `26-11-2026`, `26.11.26`, `26112026`, `261126`. Null where it is no real day.
 */
export function parseDayText(typed: string): Day | null {
  const text = typed.trim()
  const parts = /^\d{6}(\d\d)?$/.test(text) ? [text.slice(0, 2), text.slice(2, 4), text.slice(4)] : text.split(/[/.\-\s]+/)
  const [day, month, year] = parts
  if (parts.length !== 3 || day === undefined || month === undefined || year === undefined) return null
  const whole = year.length === 2 ? `20${year}` : year
  const parsed = Day.safeParse(`${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return parsed.success ? parsed.data : null
}

/** Whole đồng as typed: `8000`, `8.000`, `8.000 đ`. Null where it is no amount. */
export function parseMoneyText(typed: string): number | null {
  const digits = typed.replace(/[\s.đ₫]/g, '')
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null
}
