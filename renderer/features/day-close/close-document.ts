import type { DayClose, DayFigures } from '#core/day-close/day-close.ts'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import { writeDay, writeInstant, writeMoney } from '#renderer/features/forms/legal-text.ts'
import type { Content, DocumentDefinition } from '#renderer/features/forms/pdfmake-browser.ts'

const registerNames: Record<RegisterKind, string> = {
  certified_copies: 'Chứng thực bản sao từ bản chính',
  certified_signatures: 'Chứng thực chữ ký',
  certified_transactions: 'Chứng thực giao dịch',
  register_extracts: 'Cấp bản sao từ sổ gốc',
}
const methods = { cash: 'Tiền mặt', transfer: 'Chuyển khoản', national_gateway: 'Cổng thanh toán quốc gia', card: 'Thẻ' }
const receiptKinds = { paper: 'Giấy', electronic: 'Điện tử', none: '–' }

/** Bảng chốt ngày, A4: a paper of the office, so it is Vietnamese whatever the screen speaks. */
export function makeCloseDocument(close: DayClose, names: { agency: string; office: string; place: string }): DocumentDefinition {
  return {
    pageSize: 'A4',
    pageMargins: [48, 36, 48, 54],
    info: { title: `Bảng chốt ngày ${close.day} ${close.deskName}`, creator: 'Một Cửa' },
    defaultStyle: { font: 'BeVietnamPro', fontSize: 10, lineHeight: 1.25 },
    content: [
      head(close, names),
      summary(close.figures),
      ...moneyPart(close.figures),
      ...numberPart(close),
      ...close.late.flatMap(latePart),
      signatures(close),
    ],
    footer: (page, pages) => ({
      margin: [48, 6, 48, 0],
      fontSize: 7,
      color: '#555555',
      columns: [
        { text: `Lần chốt ${close.chain.seq} của quầy. Ký bằng khóa của máy: ${close.signature.slice(0, 32)}…`, width: '*' },
        { text: `${page}/${pages}`, width: 60, alignment: 'right' },
      ],
    }),
  }
}

function head(close: DayClose, names: { agency: string; office: string; place: string }): Content {
  return {
    stack: [
      {
        columns: [
          {
            width: '44%',
            stack: [
              { text: names.agency.toLocaleUpperCase('vi'), alignment: 'center' },
              { text: names.office.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
            ],
          },
          {
            width: '56%',
            stack: [
              { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
              { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center' },
              { text: `${names.place}, ${writeDay(close.at)}`, italics: true, alignment: 'center', margin: [0, 6, 0, 0] },
            ],
          },
        ],
      },
      { text: 'BẢNG CHỐT NGÀY', bold: true, fontSize: 14, alignment: 'center', margin: [0, 18, 0, 0] },
      {
        text: `${capital(writeDay(close.day))}, ${close.deskName}. Chốt lúc ${writeInstant(close.at)}.`,
        alignment: 'center',
        margin: [0, 2, 0, 8],
      },
    ],
  }
}

function summary(figures: DayFigures): Content {
  const { received, refusedIntake, voided, collectedVnd, refundedVnd } = figures
  return {
    text: [
      `Tiếp nhận ${received} hồ sơ, từ chối tiếp nhận ${refusedIntake}, huỷ ${voided.length} số. Đã thu `,
      { text: writeMoney(collectedVnd), bold: true },
      `, đã hoàn ${writeMoney(refundedVnd)}, thực thu `,
      { text: writeMoney(collectedVnd - refundedVnd), bold: true },
      '.',
    ],
    margin: [0, 4, 0, 4],
  }
}

function moneyPart({ money }: DayFigures): Content[] {
  const cash = money.reduce((sum, one) => (one.method === 'cash' ? sum + one.collectedVnd - one.refundedVnd : sum), 0)
  if (money.length === 0) return [heading('Tiền thu'), { text: 'Không thu khoản nào.', italics: true }]
  const rows = money.map((one) => [
    one.byName,
    methods[one.method],
    [receiptKinds[one.receiptKind], one.series].filter((part) => part !== '' && part !== '–').join(' ') || '–',
    one.receipts.join(', ') || '–',
    String(one.payments),
    writeMoney(one.collectedVnd),
    writeMoney(one.refundedVnd),
  ])
  return [
    heading('Tiền thu'),
    table(['Người thu', 'Cách nộp', 'Biên lai', 'Số biên lai', 'Lượt', 'Đã thu', 'Đã hoàn'], rows, [90, 70, 60, '*', 28, 66, 66]),
    { text: ['Tiền mặt phải nộp: ', { text: writeMoney(cash), bold: true }], margin: [0, 2, 0, 4] },
  ]
}

function numberPart({ numbers, books, figures, explanations }: DayClose): Content[] {
  const runs = numbers.map((one) => [
    `Mã hồ sơ, dải ${String(one.slot).padStart(3, '0')}, ngày ${one.day.split('-').reverse().join('/')}`,
    String(one.first),
    String(one.last),
    String(one.issued),
    one.missing.join(', ') || '–',
  ])
  const entries = books.map((one) => [
    `Sổ ${registerNames[one.register].toLocaleLowerCase('vi')}, quyển ${one.volume}`,
    String(one.first),
    String(one.last),
    String(one.issued),
    one.missing.join(', ') || '–',
  ])
  const all = [...runs, ...entries]
  return [
    heading('Số đã cấp'),
    all.length === 0
      ? { text: 'Không cấp số nào.', italics: true }
      : table(['Dải số, sổ', 'Từ số', 'Đến số', 'Đã cấp', 'Thiếu'], all, ['*', 48, 48, 48, 120]),
    ...list(
      'Số huỷ',
      ['Mã hồ sơ', 'Lý do', 'Người huỷ'],
      figures.voided.map(({ code, reason, byName }) => [code, reason, byName]),
    ),
    ...list(
      'Cấp lại số',
      ['Số cũ', 'Số mới', 'Lý do'],
      figures.renumbered.map(({ before, after, reason }) => [before, after, reason]),
    ),
    ...list(
      'Giải trình số thiếu',
      ['Số', 'Lý do', ''],
      explanations.map(({ number, reason }) => [number, reason, '']),
    ),
  ]
}

function latePart(late: DayFigures): Content[] {
  return [
    heading(`Chênh lệch của ${writeDay(late.day)}, làm sau khi đã chốt`),
    summary(late),
    ...(late.money.length === 0 ? [] : moneyPart(late).slice(1)),
  ]
}

function list(title: string, columns: string[], rows: string[][]): Content[] {
  return rows.length === 0 ? [] : [heading(title), table(columns, rows, [130, '*', 100])]
}

function signatures({ authorName }: DayClose): Content {
  return {
    margin: [0, 16, 0, 0],
    unbreakable: true,
    columns: [['NGƯỜI NHẬN TIỀN, SỔ', ''] as const, ['NGƯỜI CHỐT', authorName] as const].map(([title, name]) => ({
      stack: [
        { text: title, bold: true, alignment: 'center' as const },
        { text: '(Ký, ghi rõ họ tên)', italics: true, fontSize: 9, alignment: 'center' as const },
        { text: name, bold: true, alignment: 'center' as const, margin: [0, 46, 0, 0] as [number, number, number, number] },
      ],
    })),
  }
}

const heading = (text: string): Content => ({ text, bold: true, margin: [0, 8, 0, 3] })
const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1)

function table(columns: string[], rows: string[][], widths: (number | string)[]): Content {
  return {
    fontSize: 9,
    layout: 'form',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths,
      body: [
        columns.map((text) => ({ text, bold: true, alignment: 'center' as const })),
        ...rows.map((row) => row.map((text) => ({ text }))),
      ],
    },
  }
}
