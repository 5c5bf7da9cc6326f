declare module 'pdfmake/build/pdfmake.js' {
  import type { DocumentDefinition } from '#renderer/features/forms/pdfmake-browser.ts'

  type TableLayout = {
    hLineWidth?: () => number
    vLineWidth?: () => number
    hLineColor?: () => string
    vLineColor?: () => string
    paddingTop?: () => number
    paddingBottom?: () => number
  }
  const pdfMake: {
    addVirtualFileSystem(files: Record<string, { data: string; encoding: 'base64' }>): void
    setFonts(fonts: Record<string, { normal: string; bold: string; italics: string; bolditalics: string }>): void
    setTableLayouts(layouts: Record<string, TableLayout>): void
    setUrlAccessPolicy(allow: (url: string) => boolean): void
    createPdf(document: DocumentDefinition): { getBuffer(): Promise<Uint8Array> }
  }
  // biome-ignore lint/style/noDefaultExport: the package has nothing else
  export default pdfMake
}
