import type { Row } from 'write-excel-file/universal'
import { fromBase64 } from '#renderer/data/sealing/base64.ts'
import type { ReportSheet, SheetPicture } from './report-sheet.ts'

/** Column width of a spreadsheet, in characters, from points on paper. */
const charactersOf = (width: number | '*'): number => (width === '*' ? 44 : Math.max(8, Math.round(width / 5)))

/** Points of an inch on screen. */
const screenDpi = 96

/** A report as XLSX: numbers stay numbers, the heading row stays in view, the picture stands below the table. */
export async function writeWorkbook(sheet: ReportSheet, picture?: SheetPicture): Promise<Uint8Array<ArrayBuffer>> {
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  const rows = workbookRows(sheet)
  const blob = await writeExcelFile(rows, {
    images: picture === undefined ? [] : [imageOf(sheet, picture, rows.length)],
    sheet: sheetName(sheet.title),
    columns: sheet.columns.map(({ width }) => ({ width: charactersOf(width) })),
    stickyRowsCount: 4,
    orientation: 'landscape',
  }).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

function imageOf({ chart }: ReportSheet, { url, widthPx, heightPx }: SheetPicture, rows: number) {
  return {
    content: new Blob([fromBase64(url.slice(url.indexOf(',') + 1))]),
    contentType: 'image/png' as const,
    width: widthPx,
    height: heightPx,
    dpi: screenDpi,
    anchor: { row: rows + 2, column: 1 },
    title: chart?.title ?? '',
  }
}

/** The rows of the sheet: agency, title and period, the table, the notes. */
export function workbookRows({ agency, title, subtitle, columns, rows, total, notes }: ReportSheet): Row[] {
  const across = (value: string, style: { fontWeight?: 'bold'; fontSize?: number } = {}): Row => [
    { value, type: String, columnSpan: columns.length, ...style },
  ]
  const line = (values: (string | number)[], fontWeight?: 'bold'): Row =>
    values.map((value, index) => ({
      ...(typeof value === 'number' ? { value, type: Number, format: '#,##0' } : { value, type: String }),
      align: columns[index]?.align ?? 'left',
      borderStyle: 'thin' as const,
      ...(fontWeight === undefined ? {} : { fontWeight }),
    }))
  return [
    across(agency, { fontWeight: 'bold' }),
    across(title, { fontWeight: 'bold', fontSize: 14 }),
    across(subtitle),
    columns.map((column) => ({
      value: column.title,
      type: String,
      fontWeight: 'bold' as const,
      align: 'center' as const,
      wrap: true,
      borderStyle: 'thin' as const,
    })),
    ...rows.map((row) => line(row)),
    ...(total === undefined ? [] : [line(total, 'bold')]),
    ...notes.map((note) => across(note)),
  ]
}

/** Excel takes at most 31 characters and not all of them. */
function sheetName(title: string): string {
  return title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
}
