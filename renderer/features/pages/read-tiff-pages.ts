import type { TiffIfd } from 'tiff'
import { encodeCanvas } from './encode-canvas.ts'
import { ImportProblem, limits } from './import-problem.ts'
import type { FilePage } from './read-pages.ts'
import { toRgba } from './tiff-pixels.ts'

/** The pages of a TIFF, decoded one at a time and written as PNG or JPEG. */
export async function* readTiffPages(bytes: Uint8Array): AsyncGenerator<FilePage> {
  const { decode } = await import('tiff')
  const headers = decodeOrSayWhy(() => decode(bytes, { ignoreImageData: true }))
  const total = headers.length
  if (total === 0) throw new ImportProblem('no_pages')
  if (total > limits.pages) throw new ImportProblem('too_many_pages')
  for (const [index, header] of headers.entries()) {
    if (header.width * header.height > limits.pixels) throw new ImportProblem('too_many_pixels')
    const page = decodeOrSayWhy(() => decode(bytes, { pages: [index] })[0])
    if (page === undefined) throw new ImportProblem('torn_tiff')
    yield { bytes: await draw(page), number: index + 1, total }
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
