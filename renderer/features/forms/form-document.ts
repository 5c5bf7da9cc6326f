import type { FormFacts } from './form-facts.ts'
import type { FormBlock, FormTemplate } from './form-template.ts'
import type { Content, DocumentDefinition } from './pdfmake-browser.ts'

/** A form as pdfmake draws it: A4 portrait, template version and legal basis in the footer. */
export function makeFormDocument(template: FormTemplate, facts: FormFacts): DocumentDefinition {
  const fill = (text: string) => fillIn(text, facts.texts)
  return {
    pageSize: 'A4',
    pageMargins: [48, 36, 48, 54],
    info: { title: `${template.title} ${facts.texts.code ?? ''}`, creator: 'Một Cửa' },
    defaultStyle: { font: 'BeVietnamPro', fontSize: 10, lineHeight: 1.25 },
    content: [
      head(template, facts),
      ...template.blocks.filter((block) => isShown(block, facts)).map((block) => drawBlock(block, facts, fill)),
    ],
    footer: (page, pages) => ({
      margin: [48, 6, 48, 0],
      fontSize: 7,
      color: '#555555',
      columns: [
        { text: `${template.symbol} – ${template.legalBasis}. Phiên bản mẫu: ${template.version}.`, width: '*' },
        { text: `${facts.texts.code ?? ''}   ${page}/${pages}`, width: 150, alignment: 'right' },
      ],
    }),
  }
}

function head(template: FormTemplate, facts: FormFacts): Content {
  const on = { '01': facts.texts.writtenOn, '02': facts.texts.supplementOn, '03': facts.texts.refusalOn, '05': facts.texts.stopOn }[
    template.form
  ]
  const office = facts.texts.officeName ?? ''
  const agency = facts.texts.agencyName ?? ''
  return {
    stack: [
      { text: template.symbol, alignment: 'right', fontSize: 8, color: '#555555', margin: [0, 0, 0, 4] },
      {
        columns: [
          {
            width: '44%',
            stack: [
              { text: agency.toLocaleUpperCase('vi'), alignment: 'center' },
              ...(office === agency ? [] : [{ text: office.toLocaleUpperCase('vi'), bold: true, alignment: 'center' as const }]),
              rule(60),
              { text: fillIn(template.number, facts.texts), alignment: 'center', margin: [0, 4, 0, 0] },
            ],
          },
          {
            width: '56%',
            stack: [
              { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, alignment: 'center' },
              { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center' },
              rule(130),
              { text: `${facts.texts.place ?? ''}, ${on ?? ''}`, italics: true, alignment: 'center', margin: [0, 4, 0, 0] },
            ],
          },
        ],
      },
      {
        margin: [0, 12, 0, 8],
        columns: [
          { width: 72, text: '' },
          { width: '*', text: template.title, bold: true, fontSize: 14, alignment: 'center', margin: [0, 18, 0, 0] },
          template.qr
            ? {
                width: 72,
                qr: facts.qr,
                fit: 72,
                eccLevel: 'M',
                alignment: 'right',
              }
            : { width: 72, text: '' },
        ],
      },
    ],
  }
}

function drawBlock(block: FormBlock, facts: FormFacts, fill: (text: string) => string): Content {
  if (block.kind === 'text') return { text: fill(block.text), margin: [0, 3, 0, 3] }
  if (block.kind === 'heading') return { text: fill(block.text), bold: true, margin: [0, 5, 0, 3] }
  if (block.kind === 'line') return line(block, fill)
  if (block.kind === 'pair')
    return {
      columns: [
        { width: '40%', ...line(block.left, fill) },
        { width: '*', ...line(block.right, fill) },
      ],
      columnGap: 12,
    }
  if (block.kind === 'table') return table(block, facts)
  return {
    margin: [0, 14, 0, 0],
    unbreakable: true,
    columns: [block.left, block.right].map((one) => ({
      stack: [
        { text: one.title, bold: true, alignment: 'center' },
        { text: one.hint, italics: true, fontSize: 9, alignment: 'center' },
        { text: fill(one.name), bold: true, alignment: 'center', margin: [0, 46, 0, 0] },
      ],
    })),
  }
}

function line(one: { label: string; value: string; strong: boolean }, fill: (text: string) => string): Content {
  return { text: [`${fill(one.label)}: `, { text: fill(one.value).trim() || '………', bold: one.strong }], margin: [0, 2, 0, 2] }
}

function table(block: Extract<FormBlock, { kind: 'table' }>, facts: FormFacts): Content {
  const rows = facts.tables[block.rows]
  if (rows.length === 0) return { text: block.empty, italics: true, margin: [0, 2, 0, 4] }
  return {
    margin: [0, 2, 0, 6],
    fontSize: 9,
    layout: 'form',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: block.columns.map((column) => (/^\d+$/.test(column.width) ? Number(column.width) : column.width)),
      body: [
        block.columns.map((column) => ({ text: column.title, bold: true, alignment: 'center' as const })),
        ...rows.map((row) => block.columns.map((column) => ({ text: row[column.fact] ?? '', alignment: column.align }))),
      ],
    },
  }
}

function rule(width: number): Content {
  return { alignment: 'center', margin: [0, 3, 0, 0], canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.7 }] }
}

function isShown(block: FormBlock, facts: FormFacts): boolean {
  return block.when === undefined || (facts.texts[block.when] ?? '') !== ''
}

function fillIn(text: string, texts: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => texts[name] ?? '')
}
