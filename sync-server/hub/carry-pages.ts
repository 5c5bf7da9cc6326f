import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Refusal } from '#core/sync/mark.ts'
import type { WireDocument } from '#core/sync/wire.ts'
import { findPresent, readDocuments } from './couch-calls.ts'
import { type Carry, refuse, type Way } from './replicate.ts'
import { LineDown, readAnswer, send } from './side.ts'

const Stub = z.looseObject({ content_type: z.string(), length: z.number().int().nonnegative(), digest: z.string() })
/** A page as a document: its image stands beside it. */
export const Page = z.object({ _attachments: z.object({ bytes: Stub }) })
const Written = z.object({ ok: z.literal(true) })

/** A large page on a slow line takes minutes. */
const timeoutMs = 15 * 60_000

/**
 * Pages are named by their bytes and written once, so one that is there needs nothing. Bytes go through as a stream: a hub is a small
 * PC. `interrupted`: text waits, the rest of the pages comes later.
 */
export function pageCarrier(interrupted: () => boolean, hasRoom: () => boolean): Carry {
  return async (way, rows) => {
    // A page that stays at the centre is passed on from there when somebody opens it.
    if (way.direction === 'down' && !hasRoom()) return 0
    const ids = rows.filter(({ deleted }) => !deleted).map(({ id }) => id)
    const present = await findPresent(way.to, way.database, ids)
    for (const id of ids) if (present.has(id)) await way.memory.forgetRefused({ ...way, id })
    const absent = ids.filter((id) => !present.has(id))
    const documents = await readDocuments(way.from, way.database, absent)
    let moved = 0
    for (const document of documents.values()) {
      if (interrupted()) throw new TextWaits()
      if (await carryPage(way, document)) moved += 1
    }
    return moved
  }
}

/** Ends a run of pages before its checkpoint: what went over is found there next time. */
export class TextWaits extends Error {}

async function carryPage(way: Way, document: WireDocument): Promise<boolean> {
  const page = Page.safeParse(document)
  if (!page.success) {
    await refuse(way, document, { code: 'invalid', reason: 'a page without its image' })
    return false
  }
  const { bytes } = page.data._attachments
  const body = await streamBody(way, document, bytes)
  const path = `/${way.database}/${encodeURIComponent(document._id)}?new_edits=false`
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  const sent = send(way.to, path, {
    method: 'PUT',
    body: Readable.toWeb(Readable.from(body.chunks)),
    duplex: 'half',
    headers,
    signal: AbortSignal.timeout(timeoutMs),
  })
  const response = await sent.catch((error: unknown) => {
    if (body.fault() !== undefined) return undefined
    throw error
  })
  const fault = body.fault()
  if (response === undefined || fault !== undefined) {
    await refuse(way, document, faults[fault ?? 'damaged'])
    return false
  }
  const answer = await readAnswer(response, Written)
  if (!answer.ok) {
    await refuse(way, document, { code: answer.status === 413 ? 'too_large' : 'forbidden', reason: answer.reason })
    return false
  }
  return checkArrived(way, document, bytes.digest)
}

/** Acknowledged means that the other side's own digest of the bytes equals ours. */
async function checkArrived(way: Way, document: WireDocument, digest: string): Promise<boolean> {
  const there = Page.safeParse((await readDocuments(way.to, way.database, [document._id])).get(document._id))
  if (!there.success) throw new LineDown('a page that was taken is not there')
  if (there.data._attachments.bytes.digest === digest) {
    await way.memory.forgetRefused({ ...way, id: document._id })
    return true
  }
  await refuse(way, document, { code: 'digest_mismatch', reason: `${there.data._attachments.bytes.digest} is not ${digest}` })
  return false
}

type Fault = 'damaged' | 'evicted'
type Body = { length: number; chunks: AsyncGenerator<Uint8Array>; fault(): Fault | undefined }
const faults: Record<Fault, Pick<Refusal, 'code' | 'reason'>> = {
  damaged: { code: 'digest_mismatch', reason: 'the image is not the one that its name says' },
  // The centre held it when it was taken off this disk; whoever restored the centre has to know.
  evicted: { code: 'unknown', reason: 'the centre held this page and does not now; its image is no longer here' },
}

/**
 * The document as JSON with its image in base64, made as it is sent. The image's SHA-256 is worked out on the way; where it is not
 * the page's name the request is torn off before its end, so that the other side never has the document.
 */
async function streamBody(way: Way, document: WireDocument, bytes: z.infer<typeof Stub>): Promise<Body> {
  const { _attachments, _rev, ...rest } = document
  const [generation = '1', hash = ''] = _rev.split('-')
  const _revisions = { start: Number(generation), ids: [hash] }
  const mark = '@'
  const shell = JSON.stringify({ ...rest, _rev, _revisions, _attachments: { bytes: { content_type: bytes.content_type, data: mark } } })
  const cut = shell.lastIndexOf(`"${mark}"`) + 1
  const [head, tail] = [Buffer.from(shell.slice(0, cut)), Buffer.from(shell.slice(cut + mark.length))]
  let fault: Fault | undefined
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield head
    const digest = createHash('sha256')
    for await (const piece of toBase64(
      readBytes(way, document, () => (fault = 'evicted')),
      (plain) => digest.update(plain),
    ))
      yield piece
    if (`page:${digest.digest('hex')}` !== document._id) {
      fault = 'damaged'
      throw new Error('damaged page')
    }
    yield tail
  }
  return { length: head.length + 4 * Math.ceil(bytes.length / 3) + tail.length, chunks: chunks(), fault: () => fault }
}

async function* readBytes(way: Way, document: WireDocument, evicted: () => void): AsyncGenerator<Uint8Array> {
  const path = `/${way.database}/${encodeURIComponent(document._id)}/bytes`
  const response = await send(way.from, path, { signal: AbortSignal.timeout(timeoutMs) })
  if (response.status === 410) evicted()
  if (!response.ok || response.body === null) throw new LineDown(`HTTP ${response.status}`)
  for await (const chunk of response.body) yield chunk
}

/** Base64 in pieces: three bytes make four letters, so what is left over of a piece waits for the next. */
async function* toBase64(source: AsyncIterable<Uint8Array>, seen: (plain: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  let left = Buffer.alloc(0)
  for await (const chunk of source) {
    seen(chunk)
    const all = Buffer.concat([left, chunk])
    const whole = all.length - (all.length % 3)
    left = all.subarray(whole)
    if (whole > 0) yield Buffer.from(all.subarray(0, whole).toString('base64'))
  }
  if (left.length > 0) yield Buffer.from(left.toString('base64'))
}
