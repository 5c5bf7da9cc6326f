import { readFileSync } from 'node:fs'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { decode } from 'tiff'
import { describe, expect, it } from 'vitest'
import { needsPdf, tiffPageToPdf } from '#renderer/features/pages/tiff-to-pdf.ts'

const read = (name: string) => new Uint8Array(readFileSync(new URL(`../../../../fixtures/pages/${name}`, import.meta.url)))
const headerOf = (file: Uint8Array) => {
  const [header] = decode(file, { ignoreImageData: true })
  if (header === undefined) throw new Error('no page')
  return header
}

/** Heights of the images that pdf.js can decode from the page, in drawing order. */
async function decodedHeights(pdf: Uint8Array): Promise<number[]> {
  const task = getDocument({ data: pdf, verbosity: 0, isOffscreenCanvasSupported: false })
  const page = await (await task.promise).getPage(1)
  const list = await page.getOperatorList()
  const images = list.fnArray.flatMap((fn, at) => (fn === OPS.paintImageXObject ? [list.argsArray[at]] : []))
  await task.destroy()
  return images.map((args) => Number(args?.[2]))
}

describe('a TIFF page that only a PDF reader can decode', () => {
  it.each(['may-fax-g4.tiff', 'packbits.tiff'])('carries all strips of %s', async (name) => {
    const file = read(name)
    const header = headerOf(file)
    expect(needsPdf(header)).toBe(true)
    const heights = await decodedHeights(tiffPageToPdf(file, header, 200))
    expect(heights.reduce((sum, height) => sum + height, 0)).toBe(header.height)
  })

  it('is told from one that the decoder reads itself', () => {
    expect(needsPdf(headerOf(read('bo-sung-2-trang.tiff')))).toBe(false)
  })

  it('is refused where its strips reach beyond the end of the file', () => {
    const whole = read('packbits.tiff')
    const header = headerOf(whole)
    const lastStrip = Math.max(...header.stripOffsets)
    expect(() => tiffPageToPdf(whole.subarray(0, lastStrip), header, 200)).toThrow('torn_tiff')
  })
})
