import type { Content, DocumentDefinition } from '#renderer/features/forms/pdfmake-browser.ts'
import { formatCount } from './format-figures.ts'
import type { ReportSheet, SheetPicture } from './report-sheet.ts'

export type SheetFacts = {
  /** `Ngày 22 tháng 11 năm 2026`. */
  writtenOn: string
  picture?: SheetPicture | undefined
}

/** A report as a sheet of A4, across where it has many columns, with the places of two signatures; its picture comes after them. */
export function makeSheetDocument(sheet: ReportSheet, { writtenOn, picture }: SheetFacts): DocumentDefinition {
  return {
    pageSize: 'A4',
    pageOrientation: isAcross(sheet) ? 'landscape' : 'portrait',
    pageMargins: [36, 32, 36, 44],
    info: { title: `${sheet.title} ${sheet.subtitle}`, creator: 'Một Cửa' },
    defaultStyle: { font: 'BeVietnamPro', fontSize: 9, lineHeight: 1.25 },
    content: [
      head(sheet, writtenOn),
      table(sheet),
      ...sheet.notes.map((text): Content => ({ text, fontSize: 8, margin: [0, 4, 0, 0] })),
      signatures(),
      ...(sheet.chart === undefined || picture === undefined ? [] : [drawing(sheet.chart.title, picture, isAcross(sheet))]),
    ],
    footer: (page, pages) => ({
      margin: [36, 4, 36, 0],
      fontSize: 7,
      color: '#555555',
      columns: [
        { text: sheet.notes.at(-1) ?? '', width: '*' },
        { text: `${page}/${pages}`, width: 60, alignment: 'right' },
      ],
    }),
  }
}

const isAcross = ({ columns }: ReportSheet): boolean => columns.length > 7

/** As wide as the table: the page without its margins, in points. */
function drawing(title: string, { url }: SheetPicture, across: boolean): Content {
  return {
    unbreakable: true,
    margin: [0, 12, 0, 0],
    stack: [
      { text: title, bold: true, margin: [0, 0, 0, 4] },
      { image: url, width: across ? 769 : 523 },
    ],
  }
}

function head({ agency, title, subtitle }: ReportSheet, writtenOn: string): Content {
  return {
    stack: [
      {
        columns: [
          { width: '40%', text: agency.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
          {
            width: '60%',
            stack: [
              { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
              { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center' },
              { text: writtenOn, italics: true, alignment: 'center', margin: [0, 4, 0, 0] },
            ],
          },
        ],
      },
      { text: title.toLocaleUpperCase('vi'), bold: true, fontSize: 13, alignment: 'center', margin: [0, 12, 0, 0] },
      { text: subtitle, alignment: 'center', margin: [0, 2, 0, 8] },
    ],
  }
}

function table({ columns, rows, total }: ReportSheet): Content {
  const cell = (value: string | number, index: number, bold: boolean): Content => ({
    text: typeof value === 'number' ? formatCount(value) : value,
    alignment: columns[index]?.align ?? 'left',
    bold,
  })
  return {
    fontSize: 8,
    layout: 'form',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ width }) => width),
      body: [
        columns.map(({ title }) => ({ text: title, bold: true, alignment: 'center' as const })),
        ...rows.map((row) => row.map((value, index) => cell(value, index, false))),
        ...(total === undefined ? [] : [total.map((value, index) => cell(value, index, true))]),
      ],
    },
  }
}

function signatures(): Content {
  return {
    margin: [0, 14, 0, 0],
    unbreakable: true,
    columns: ['NGƯỜI LẬP BIỂU', 'THỦ TRƯỞNG ĐƠN VỊ'].map((title) => ({
      stack: [
        { text: title, bold: true, alignment: 'center' as const },
        { text: '(Ký, ghi rõ họ tên)', italics: true, fontSize: 8, alignment: 'center' as const, margin: [0, 0, 0, 44] },
      ],
    })),
  }
}
