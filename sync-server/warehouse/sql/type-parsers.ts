import { toInstant } from '#core/record/instant.ts'

const int8 = 20
const date = 1082
const timestamptz = 1184
const numeric = 1700

/** Text of PostgreSQL → what a row shows, by the type's OID; the same for both drivers. */
export const typeParsers: Record<number, (text: string) => unknown> = {
  [int8]: Number,
  [numeric]: (text) => text,
  [date]: (text) => text,
  [timestamptz]: readInstant,
}

/** `2026-11-20 15:30:00.5+00` → instant; `infinity` stays as it is. */
function readInstant(text: string): string {
  const iso = text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')
  const epochMs = Date.parse(iso)
  return Number.isNaN(epochMs) ? text : toInstant(epochMs)
}
