import type { TiffIfd } from 'tiff'
import { ImportProblem } from './import-problem.ts'
import { writePdf } from './write-pdf.ts'

/** TIFF tags that the decoder keeps without a name of their own. */
const tag = { fillOrder: 266, orientation: 274, t4Options: 292, jpegTables: 347 }

/** Quarter turns of the TIFF orientations that are no mirror images. */
const turns: Record<number, number> = { 1: 0, 3: 180, 6: 90, 8: 270 }

/** Compressions by their TIFF numbers. */
const coding = { ccitt: [2, 3, 4], jpeg: 7, packBits: 32773 }

/** Whether a page is coded in one of the ways of office scanners that the TIFF decoder cannot read and a PDF can carry as it is. */
export function needsPdf(page: TiffIfd): boolean {
  const coded = [...coding.ccitt, coding.jpeg, coding.packBits].includes(page.compression)
  return coded || (page.compression === 1 && orientationOf(page) !== 1)
}

/**
 * A TIFF page as a PDF of one page, its strips or tiles put in as they are coded: CCITT G3 and G4, JPEG, PackBits. One pixel becomes
 * one pixel when it is drawn at `pixelsPerInch`.
 */
export function tiffPageToPdf(file: Uint8Array, page: TiffIfd, pixelsPerInch: number): Uint8Array {
  const turn = turns[orientationOf(page)]
  if (turn === undefined) throw new ImportProblem('tiff_compression', `orientation ${orientationOf(page)}`)
  return writePdf({
    widthPt: (page.width * 72) / pixelsPerInch,
    heightPt: (page.height * 72) / pixelsPerInch,
    turn,
    images: blocksOf(file, page).map((block) => ({
      ...block,
      // Points from the lower left corner, as PDF counts.
      leftPt: (block.left * 72) / pixelsPerInch,
      bottomPt: ((page.height - block.top - block.height) * 72) / pixelsPerInch,
      widthPt: (block.width * 72) / pixelsPerInch,
      heightPt: (block.height * 72) / pixelsPerInch,
      entries: entriesOf(page, block.width, block.height),
      bytes: codedBytes(page, block.bytes),
    })),
  })
}

type Block = { left: number; top: number; width: number; height: number; bytes: Uint8Array }

function blocksOf(file: Uint8Array, page: TiffIfd): Block[] {
  const offsets = page.tiled ? page.tileOffsets : page.stripOffsets
  const counts = page.tiled ? page.tileByteCounts : page.stripByteCounts
  if (offsets === undefined || counts === undefined || offsets.length !== counts.length) throw new ImportProblem('torn_tiff')
  const width = page.tiled ? (page.tileWidth ?? page.width) : page.width
  const height = page.tiled ? (page.tileHeight ?? page.height) : Math.min(page.rowsPerStrip, page.height)
  const perRow = Math.ceil(page.width / width)
  // The decoder gives typed arrays, whose own `map` can only make numbers.
  return Array.from(offsets, (offset, at) => {
    const count = counts[at] ?? 0
    if (count === 0 || offset + count > file.length) throw new ImportProblem('torn_tiff')
    const top = Math.floor(at / perRow) * height
    const rows = page.tiled ? height : Math.min(height, page.height - top)
    return { left: (at % perRow) * width, top, width, height: rows, bytes: file.subarray(offset, offset + count) }
  })
}

function entriesOf(page: TiffIfd, width: number, height: number): string[] {
  return [
    `/BitsPerComponent ${page.compression === coding.jpeg ? 8 : page.bitsPerSample}`,
    ...colourOf(page),
    ...filterOf(page, width, height),
  ]
}

function colourOf(page: TiffIfd): string[] {
  if (page.type === 0) return ['/ColorSpace /DeviceGray', ...(coding.ccitt.includes(page.compression) ? [] : ['/Decode [1 0]'])]
  if (page.type === 1) return ['/ColorSpace /DeviceGray', ...(coding.ccitt.includes(page.compression) ? ['/Decode [1 0]'] : [])]
  if (page.type === 3) return [`/ColorSpace [/Indexed /DeviceRGB ${(page.palette?.length ?? 1) - 1} <${paletteHex(page)}>]`]
  if (page.type === 2 || page.type === 6) return ['/ColorSpace /DeviceRGB']
  throw new ImportProblem('tiff_compression', `image type ${page.type}`)
}

function filterOf(page: TiffIfd, width: number, height: number): string[] {
  if (page.compression === 1) return []
  if (page.compression === coding.packBits) return ['/Filter /RunLengthDecode']
  if (page.compression === coding.jpeg) return ['/Filter /DCTDecode', `/DecodeParms << /ColorTransform ${page.type === 2 ? 0 : 1} >>`]
  const twoDimensional = (numberAt(page, tag.t4Options) & 1) === 1
  const k = page.compression === 4 ? -1 : page.compression === 3 && twoDimensional ? 1 : 0
  const aligned = page.compression === 2 ? ' /EncodedByteAlign true' : ''
  const lines = page.compression === 3 ? ' /EndOfLine true' : ''
  const parms = `/K ${k} /Columns ${width} /Rows ${height} /EndOfBlock false${aligned}${lines}`
  return ['/Filter /CCITTFaxDecode', `/DecodeParms << ${parms} >>`]
}

function codedBytes(page: TiffIfd, bytes: Uint8Array): Uint8Array {
  if (page.compression === coding.packBits) return withEnd(bytes)
  if (page.compression === coding.jpeg) return withTables(page.fields.get(tag.jpegTables), bytes)
  return numberAt(page, tag.fillOrder) === 2 ? bytes.map(reverseBits) : bytes
}

/** PDF wants PackBits closed by its end mark. */
function withEnd(bytes: Uint8Array): Uint8Array {
  const closed = new Uint8Array(bytes.length + 1)
  closed.set(bytes)
  closed[bytes.length] = 128
  return closed
}

/** The tables that all strips share, put behind the strip's own start mark; their own start and end marks fall away. */
function withTables(tables: unknown, bytes: Uint8Array): Uint8Array {
  if (!isByteList(tables) || tables.length < 4) return bytes
  const joined = new Uint8Array(tables.length - 4 + bytes.length)
  joined.set(bytes.subarray(0, 2))
  joined.set(tables.slice(2, -2), 2)
  joined.set(bytes.subarray(2), tables.length - 2)
  return joined
}

function isByteList(value: unknown): value is Uint8Array | number[] {
  return value instanceof Uint8Array || (Array.isArray(value) && value.every((one) => typeof one === 'number'))
}

function orientationOf(page: TiffIfd): number {
  return numberAt(page, tag.orientation) || 1
}

function numberAt(page: TiffIfd, key: number): number {
  const value = page.fields.get(key)
  return typeof value === 'number' ? value : 0
}

function paletteHex(page: TiffIfd): string {
  const byte = (level: number) =>
    Math.round(level / 257)
      .toString(16)
      .padStart(2, '0')
  return (page.palette ?? [[0, 0, 0]]).map((entry) => entry.map(byte).join('')).join('')
}

function reverseBits(byte: number): number {
  let reversed = 0
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit)
  return reversed
}
