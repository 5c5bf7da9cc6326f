export type CsvValue = string | number | boolean | null

/**
 * CSV after RFC 4180, UTF-8 with a mark so that spreadsheets read Vietnamese; nothing stands for null. A text that a spreadsheet would
 * run as a formula is led by an apostrophe.
 */
export function writeCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[columns, ...rows].map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`
}

function writeCell(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
