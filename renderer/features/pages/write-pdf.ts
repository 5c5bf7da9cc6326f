/** An image as PDF knows it: dictionary entries about colour and coding, its coded bytes, and where it stands. */
export type PdfImage = {
  width: number
  height: number
  leftPt: number
  bottomPt: number
  widthPt: number
  heightPt: number
  entries: string[]
  bytes: Uint8Array
}

export type PdfPage = { widthPt: number; heightPt: number; turn: number; images: PdfImage[] }

const firstImage = 5

/** A PDF of one page that shows images and nothing else: an envelope for image bytes that only a PDF reader can decode. */
export function writePdf({ widthPt, heightPt, turn, images }: PdfPage): Uint8Array {
  const names = images.map((_, at) => `/I${at} ${firstImage + at} 0 R`).join(' ')
  const drawn = images.map((one, at) => `q ${one.widthPt} 0 0 ${one.heightPt} ${one.leftPt} ${one.bottomPt} cm /I${at} Do Q`).join('\n')
  const objects = [
    [text('<< /Type /Catalog /Pages 2 0 R >>')],
    [text('<< /Type /Pages /Kids [3 0 R] /Count 1 >>')],
    [
      text(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Rotate ${turn} /Contents 4 0 R /Resources << /XObject << ${names} >> >> >>`,
      ),
    ],
    stream([], text(drawn)),
    ...images.map((one) =>
      stream(['/Type /XObject /Subtype /Image', `/Width ${one.width} /Height ${one.height}`, ...one.entries], one.bytes),
    ),
  ]
  return join(objects)
}

function join(objects: Uint8Array[][]): Uint8Array {
  const parts = [text('%PDF-1.7\n')]
  const starts: number[] = []
  let length = parts[0]?.length ?? 0
  const add = (part: Uint8Array) => {
    parts.push(part)
    length += part.length
  }
  for (const [at, object] of objects.entries()) {
    starts.push(length)
    for (const part of [text(`${at + 1} 0 obj\n`), ...object, text('\nendobj\n')]) add(part)
  }
  const table = length
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  add(text(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`))
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function stream(entries: string[], bytes: Uint8Array): Uint8Array[] {
  return [text(`<< ${[...entries, `/Length ${bytes.length}`].join(' ')} >>\nstream\n`), bytes, text('\nendstream')]
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}
