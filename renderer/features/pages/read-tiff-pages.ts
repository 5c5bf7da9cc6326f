import type { TiffIfd } from 'tiff'
import { encodeCanvas } from './encode-canvas.ts'
import { ImportProblem, limits } from './import-problem.ts'
import { openPdf } from './pdf-engine.ts'
import type { FilePage } from './read-pages.ts'
import { drawPdfPage, pixelsPerInch } from './read-pdf-pages.ts'
import { toRgba } from './tiff-pixels.ts'
import { needsPdf, tiffPageToPdf } from './tiff-to-pdf.ts'

/** The pages of a TIFF, decoded one at a time and written as PNG or JPEG. */
export async function* readTiffPages(bytes: Uint8Array): AsyncGenerator<FilePage> {
  const { decode } = await import('tiff')
  const headers = decodeOrSayWhy(() => decode(bytes, { ignoreImageData: true }))
  const total = headers.length
  if (total === 0) throw new ImportProblem('no_pages')
  if (total > limits.pages) throw new ImportProblem('too_many_pages')
  for (const [index, header] of headers.entries()) {
    if (header.width * header.height > limits.pixels) throw new ImportProblem('too_many_pixels')
    if (needsPdf(header)) {
      yield { bytes: await drawThroughPdf(bytes, header), number: index + 1, total }
      continue
    }
    const page = decodeOrSayWhy(() => decode(bytes, { pages: [index] })[0])
    if (page === undefined) throw new ImportProblem('torn_tiff')
    yield { bytes: await draw(page), number: index + 1, total }
  }
}

/** CCITT, JPEG and PackBits: pdf.js decodes them, so the page goes to it in a PDF. */
async function drawThroughPdf(bytes: Uint8Array, header: TiffIfd): Promise<Uint8Array> {
  const pdf = await openPdf(tiffPageToPdf(bytes, header, pixelsPerInch))
  try {
    return await drawPdfPage(pdf, 1)
  } catch (cause) {
    throw cause instanceof ImportProblem && cause.code !== 'torn_pdf' ? cause : new ImportProblem('torn_tiff', cause)
  } finally {
    await pdf.close()
  }
}

async function draw(page: TiffIfd): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(page.width, page.height)
  const pixels = decodeOrSayWhy(() => toRgba(page))
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, page.width, page.height), 0, 0)
  return encodeCanvas(canvas)
}

function decodeOrSayWhy<T>(decode: () => T): T {
  try {
    return decode()
  } catch (cause) {
    if (cause instanceof ImportProblem) throw cause
    const unsupported = cause instanceof Error && /unsupported|compression/i.test(cause.message)
    throw new ImportProblem(unsupported ? 'tiff_compression' : 'torn_tiff', cause)
  }
}
