import type * as PdfJs from 'pdfjs-dist'
import type { PDFDocumentProxy, PDFWorker } from 'pdfjs-dist'

const standardFonts = import.meta.glob<string>('/../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url',
  import: 'default',
  eager: true,
})
const decoders = import.meta.glob<string>('/../node_modules/pdfjs-dist/wasm/*.wasm', { query: '?url', import: 'default', eager: true })

/** An open PDF; `close` frees the worker's memory. */
export type OpenPdf = { document: PDFDocumentProxy; close(): Promise<void> }

type Engine = { getDocument: typeof PdfJs.getDocument; worker: PDFWorker }

let engine: Promise<Engine> | undefined

/**
 * Opens a PDF in a worker of our own origin. Nothing is fetched from elsewhere, no script in the PDF runs.
 * Rejects with pdf.js's own errors: `PasswordException`, `InvalidPDFException` …
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  engine ??= startEngine()
  const { getDocument, worker } = await engine
  const task = getDocument({
    // The worker takes the buffer away, so it gets a copy: the caller's bytes stay whole.
    data: bytes.slice(),
    // Named, so that closing one document leaves the worker to the others.
    worker,
    enableXfa: false,
    disableWorkerRendering: true,
    disableFontFace: false,
    useSystemFonts: false,
    isImageDecoderSupported: false,
    useWorkerFetch: false,
    standardFontDataUrl: 'own:/',
    wasmUrl: 'own:/',
    BinaryDataFactory: OwnOriginData,
  })
  const document = await task.promise
  return { document, close: () => task.destroy() }
}

async function startEngine(): Promise<Engine> {
  const [{ getDocument, PDFWorker }, { default: Worker }] = await Promise.all([
    import('pdfjs-dist/legacy/build/pdf.mjs'),
    import('pdfjs-dist/legacy/build/pdf.worker.mjs?worker'),
  ])
  return { getDocument, worker: PDFWorker.create({ port: new Worker() }) }
}

/** Gives pdf.js its fonts and image decoders (CCITT, JBIG2, JPEG 2000: scanners use them) from the files of this build. */
class OwnOriginData {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = Object.entries({ ...standardFonts, ...decoders }).find(([path]) => path.endsWith(`/${filename}`))?.[1]
    if (url === undefined) throw new Error(`not in this build: ${filename}`)
    const answer = await fetch(url)
    if (!answer.ok) throw new Error(`${filename}: ${answer.status}`)
    return new Uint8Array(await answer.arrayBuffer())
  }
}
