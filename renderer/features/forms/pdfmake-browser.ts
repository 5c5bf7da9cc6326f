/** The part of pdfmake's vocabulary that our sheets use; the package ships no types. */
export type Content = {
  text?: string | (string | Content)[]
  stack?: Content[]
  columns?: Content[]
  columnGap?: number
  table?: { headerRows?: number; dontBreakRows?: boolean; widths: (number | string)[]; body: Content[][] }
  layout?: string
  qr?: string
  image?: string
  fit?: number
  eccLevel?: 'L' | 'M' | 'Q' | 'H'
  canvas?: { type: 'line'; x1: number; y1: number; x2: number; y2: number; lineWidth: number }[]
  width?: number | string
  margin?: [number, number, number, number]
  alignment?: 'left' | 'center' | 'right' | 'justify'
  bold?: boolean
  italics?: boolean
  fontSize?: number
  color?: string
  border?: [boolean, boolean, boolean, boolean]
  unbreakable?: boolean
}

export type DocumentDefinition = {
  pageSize: 'A4' | 'A5'
  pageOrientation?: 'portrait' | 'landscape'
  pageMargins: [number, number, number, number]
  info: { title: string; creator: string }
  defaultStyle: { font: string; fontSize: number; lineHeight: number }
  content: Content[]
  footer: (page: number, pages: number) => Content
}
