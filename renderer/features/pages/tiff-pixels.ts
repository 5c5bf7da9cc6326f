import type { TiffIfd } from 'tiff'
import { ImportProblem } from './import-problem.ts'

type Pixels = Pick<TiffIfd, 'width' | 'height' | 'type' | 'samplesPerPixel' | 'bitsPerSample' | 'palette'> & { data: ArrayLike<number> }

/** TIFF's photometric interpretation of a palette. (White-is-zero pages come from the decoder already turned.) */
const paletted = 3

/** Samples of a TIFF page as RGBA, whatever depth and colour model a scanner chose. */
export function toRgba(page: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, data } = page
  const count = width * height
  const perPixel = data.length / count
  if (!Number.isInteger(perPixel) || perPixel < 1) throw new ImportProblem('torn_tiff')
  const rgba = new Uint8ClampedArray(count * 4)
  const palette = page.type === paletted ? page.palette : undefined
  const depth = Math.min(page.bitsPerSample, 16)
  const toByte = 255 / (2 ** depth - 1)
  const level = (at: number) => (data[at] ?? 0) * toByte
  for (let pixel = 0; pixel < count; pixel++) {
    const from = pixel * perPixel
    const to = pixel * 4
    const entry = palette?.[data[from] ?? 0]
    rgba[to] = entry ? entry[0] / 257 : level(from)
    rgba[to + 1] = entry ? entry[1] / 257 : level(perPixel >= 3 ? from + 1 : from)
    rgba[to + 2] = entry ? entry[2] / 257 : level(perPixel >= 3 ? from + 2 : from)
    rgba[to + 3] = 255
  }
  return rgba
}
