import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { PageHash } from '#core/record/ids.ts'
import { letterStep, lineStep, listDots } from './block-letters.ts'
import type { Random } from './random.ts'

/** An invented scan: A4 at 75 dpi, grey lines for text and the dossier's number in block figures, so that no two are alike. */
export type DemoPage = { hash: PageHash; bytes: Uint8Array; mediaType: 'image/png'; sizeBytes: number; widthPx: number; heightPx: number }

const widthPx = 620
const heightPx = 877
const shades = { black: 0, grey: 170, white: 255 }

/** Three columns by five rows for each figure, a row per octal digit. */
const figures: Record<string, string> = {
  '0': '75557',
  '1': '26227',
  '2': '71747',
  '3': '71717',
  '4': '55711',
  '5': '74717',
  '6': '74757',
  '7': '71111',
  '8': '75757',
  '9': '75717',
  '-': '00700',
  '.': '00002',
  H: '55755',
}

/** Draws one page. `label` is written at its head: digits, dots, dashes and H. */
export function drawDemoPage(random: Random, label: string): DemoPage {
  const pixels = new Uint8Array(widthPx * heightPx).fill(shades.white)
  const fill = (x: number, y: number, w: number, h: number, shade: number) => {
    for (let row = y; row < y + h; row++) pixels.fill(shade, row * widthPx + x, row * widthPx + x + w)
  }
  writeLabel(label, fill)
  fill(60, 110, 500, 3, shades.black)
  for (let y = 150; y < 780; y += random.between(18, 30)) fill(60, y, random.between(220, 500), 5, shades.grey)
  fill(380, 800, random.between(90, 160), 3, shades.black)
  return toPage(pixels)
}

const leftPx = 60
const largestDotPx = 3

/** Draws a paper that says something in words, line by line: what an official reads the right value from. Long lines get smaller letters. */
export function drawPaper(lines: readonly string[]): DemoPage {
  const pixels = new Uint8Array(widthPx * heightPx).fill(shades.white)
  let top = 60
  for (const line of lines) {
    const dotPx = Math.max(1, Math.min(largestDotPx, Math.floor((widthPx - 2 * leftPx) / Math.max(1, [...line].length * letterStep))))
    for (const { x, y } of listDots(line)) {
      for (let row = 0; row < dotPx; row++) {
        const from = (top + y * dotPx + row) * widthPx + leftPx + x * dotPx
        pixels.fill(shades.black, from, from + dotPx)
      }
    }
    top += lineStep * dotPx
  }
  return toPage(pixels)
}

function toPage(pixels: Uint8Array): DemoPage {
  const bytes = encodePng(pixels)
  const hash = PageHash.parse(createHash('sha256').update(bytes).digest('hex'))
  return { hash, bytes, mediaType: 'image/png', sizeBytes: bytes.length, widthPx, heightPx }
}

function writeLabel(label: string, fill: (x: number, y: number, w: number, h: number, shade: number) => void): void {
  const dot = 5
  ;[...label].forEach((character, index) => {
    ;[...(figures[character] ?? '')].forEach((bits, row) => {
      for (let column = 0; column < 3; column++) {
        if ((Number(bits) >> (2 - column)) & 1) fill(60 + index * dot * 4 + column * dot, 60 + row * dot, dot, dot, shades.black)
      }
    })
  })
}

/** A greyscale PNG of eight bits a pixel; each row begins with its filter, 0 = none. */
function encodePng(pixels: Uint8Array): Uint8Array {
  const raw = Buffer.alloc((widthPx + 1) * heightPx)
  for (let row = 0; row < heightPx; row++) raw.set(pixels.subarray(row * widthPx, (row + 1) * widthPx), row * (widthPx + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
