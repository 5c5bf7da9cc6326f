import { describe, expect, it } from 'vitest'
import { readImageSize } from '#renderer/features/pages/image-header.ts'
import { claimedType, sniffFile } from '#renderer/features/pages/sniff-file.ts'
import { toRgba } from '#renderer/features/pages/tiff-pixels.ts'

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((one) => one.charCodeAt(0)) : part)))

describe('knowing a file by what is in it', () => {
  it('knows PNG, JPEG, TIFF of both byte orders and PDF by their first bytes', () => {
    expect(sniffFile(bytes([0x89], 'PNG\r\n', [0x1a], '\n'))).toBe('png')
    expect(sniffFile(bytes([0xff, 0xd8, 0xff, 0xe0]))).toBe('jpeg')
    expect(sniffFile(bytes('II', [0x2a, 0]))).toBe('tiff')
    expect(sniffFile(bytes('MM', [0, 0x2a]))).toBe('tiff')
    expect(sniffFile(bytes('%PDF-1.7'))).toBe('pdf')
  })

  it('finds a PDF behind a few bytes of something else', () => {
    expect(sniffFile(bytes([0xef, 0xbb, 0xbf], '\n%PDF-1.4'))).toBe('pdf')
  })

  it('knows nothing of a program that is called a PDF', () => {
    expect(sniffFile(bytes('MZ this is a program'))).toBeNull()
    expect(claimedType('Tờ khai.PDF')).toBe('pdf')
    expect(claimedType('ghi-chu.docx')).toBeNull()
  })
})

describe('the size a picture claims', () => {
  it('reads it from a PNG header', () => {
    const header = bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR', [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60])
    expect(readImageSize('png', header)).toEqual({ widthPx: 60000, heightPx: 60000 })
  })

  it('reads it from a JPEG behind its other segments', () => {
    const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x06, 0x54, 0x04, 0x9e, 3, 1, 0x22, 0])
    expect(readImageSize('jpeg', jpeg)).toEqual({ widthPx: 1182, heightPx: 1620 })
  })

  it('says nothing where the file is cut short', () => {
    expect(readImageSize('png', bytes([0x89], 'PNG'))).toBeNull()
    expect(readImageSize('jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]))).toBeNull()
  })
})

describe('TIFF samples as pixels', () => {
  const base = { width: 2, height: 1, samplesPerPixel: 1, palette: undefined }

  it('spreads black and white over the whole range', () => {
    const rgba = toRgba({ ...base, type: 1, bitsPerSample: 1, data: [0, 1] })
    expect([...rgba]).toEqual([0, 0, 0, 255, 255, 255, 255, 255])
  })

  it('brings 16 bits down to 8', () => {
    expect([...toRgba({ ...base, width: 1, type: 1, bitsPerSample: 16, data: [65535] })]).toEqual([255, 255, 255, 255])
  })

  it('looks colours up in a palette', () => {
    const rgba = toRgba({ ...base, width: 1, type: 3, bitsPerSample: 8, palette: [[65535, 0, 257]], data: [0] })
    expect([...rgba]).toEqual([255, 0, 1, 255])
  })

  it('ignores a fourth sample', () => {
    expect([...toRgba({ ...base, width: 1, type: 2, bitsPerSample: 8, data: [1, 2, 3, 9] })]).toEqual([1, 2, 3, 255])
  })
})
