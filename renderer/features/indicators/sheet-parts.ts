import type { ReportSheet } from './report-sheet.ts'

/** Rows that are printed at once: some thirty sheets, as many as a screen can hold drawn. */
export const rowsOfPart = 300

export function countParts({ rows }: ReportSheet): number {
  return Math.max(1, Math.ceil(rows.length / rowsOfPart))
}

/** One part of a long sheet, from 1; `words` says which rows it holds, and the sum and the picture stand on the last. */
export function partOfSheet(
  sheet: ReportSheet,
  part: number,
  words: (rows: { from: number; to: number; of: number }) => string,
): ReportSheet {
  const parts = countParts(sheet)
  if (parts === 1) return sheet
  const from = (part - 1) * rowsOfPart
  const rows = sheet.rows.slice(from, from + rowsOfPart)
  const { total, chart, ...rest } = sheet
  const subtitle = [sheet.subtitle, words({ from: from + 1, to: from + rows.length, of: sheet.rows.length })].join(' · ')
  if (part < parts) return { ...rest, subtitle, rows }
  return { ...rest, subtitle, rows, ...(total === undefined ? {} : { total }), ...(chart === undefined ? {} : { chart }) }
}
