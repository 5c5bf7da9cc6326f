import { encodeCanvas } from './encode-canvas.ts'
import { ImportProblem, limits } from './import-problem.ts'
import { type OpenPdf, openPdf } from './pdf-engine.ts'
import type { FilePage } from './read-pages.ts'

/** Legal least for a scan (NĐ 30/2020); a PDF point is 1/72 inch. */
export const pixelsPerInch = 200
const scale = pixelsPerInch / 72

/** The pages of a PDF, drawn at 200 dpi. */
export async function* readPdfPages(bytes: Uint8Array): AsyncGenerator<FilePage> {
  const pdf = await openOrSayWhy(bytes)
  try {
    const total = pdf.document.numPages
    if (total === 0) throw new ImportProblem('no_pages')
    if (total > limits.pages) throw new ImportProblem('too_many_pages')
    for (let number = 1; number <= total; number++) yield { bytes: await drawPdfPage(pdf, number), number, total }
  } finally {
    await pdf.close()
  }
}

async function openOrSayWhy(bytes: Uint8Array): Promise<OpenPdf> {
  try {
    return await openPdf(bytes)
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    if (name === 'PasswordException') throw new ImportProblem('password_pdf', cause)
    if (name === 'InvalidPDFException') throw new ImportProblem('torn_pdf', cause)
    throw cause
  }
}

/** One page as PNG or JPEG bytes, at 200 dpi or as far below as the most pixels of a page allow. */
export async function drawPdfPage(pdf: OpenPdf, number: number): Promise<Uint8Array> {
  try {
    const page = await pdf.document.getPage(number)
    const full = page.getViewport({ scale })
    const shrink = Math.min(1, Math.sqrt(limits.pixels / (full.width * full.height)))
    const viewport = shrink < 1 ? page.getViewport({ scale: scale * shrink }) : full
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(viewport.width))
    canvas.height = Math.max(1, Math.round(viewport.height))
    await page.render({ canvas, viewport }).promise
    page.cleanup()
    return await encodeHtmlCanvas(canvas)
  } catch (cause) {
    throw cause instanceof ImportProblem ? cause : new ImportProblem('torn_pdf', cause)
  }
}

async function encodeHtmlCanvas(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
  copy.getContext('2d')?.drawImage(canvas, 0, 0)
  canvas.width = 0
  return encodeCanvas(copy)
}
