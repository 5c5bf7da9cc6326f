import SparkMD5 from 'spark-md5'
import { z } from 'zod'
import { toInstant } from '#core/record/instant.ts'
import { judgeRow } from '#core/sync/judge-row.ts'
import type { Refusal, SyncMark } from '#core/sync/mark.ts'
import { acknowledgedMark } from '../dossiers/held-dossier.ts'
import type { HeldPage } from '../pages/page-shelf.ts'
import { toBase64 } from '../sealing/base64.ts'
import { type Couch, createCouch } from './couch.ts'
import { listPlacedPages, type PlacedPage } from './outbox.ts'
import type { SyncParts } from './sync-parts.ts'

const atOnce = 3
/** A page of 5 MB on a line of 64 kbit/s. */
const uploadMs = 900_000

export type PushPagesOptions = {
  /** Waits after a page as the line's cap demands. */
  pace(bytes: number, tookMs: number): Promise<void>
  isOver(): boolean
}

const Attached = z.object({ bytes: z.object({ digest: z.string() }) })

/** Sends the pages of saved dossiers, oldest first and a few at a time. */
export async function pushPages(parts: SyncParts, database: string, { pace, isOver }: PushPagesOptions): Promise<void> {
  await parts.place.find()
  const couch = createCouch(parts.centre, database)
  const queue = listPlacedPages(parts.shelf, parts.pageShelf).filter(({ page }) => page.mark.state !== 'refused')
  if (queue.length === 0) return
  const present = parts.link.check(await couch.listPresent(queue.map(({ page }) => idOf(page))))
  const known = present.kind === 'ok' ? present.value : new Set<string>()
  const worker = async () => {
    for (let placed = queue.shift(); placed !== undefined && !isOver(); placed = queue.shift()) {
      const isThere = known.has(idOf(placed.page))
      const began = performance.now()
      await pushPage(parts, couch, { ...placed, isThere })
      if (!isThere) await pace(placed.page.sizeBytes, performance.now() - began)
    }
  }
  // Every worker is waited for, so that none still writes when this has ended; then the first failure ends it.
  const results = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

type Waiting = PlacedPage & { isThere: boolean }

async function pushPage(parts: SyncParts, couch: Couch, waiting: Waiting): Promise<void> {
  const { page } = waiting
  const bytes = await parts.pageStore.find(page.page, 'bytes')
  if (bytes === undefined) return refuse(parts, page, 'unknown', 'the image is not on this desk')
  if (!waiting.isThere) {
    const document = documentOf(page, bytes)
    const answer = parts.link.check(await parts.flight.during([document._id], () => couch.put(document, uploadMs)))
    if (answer.kind === 'refused' && answer.status !== 409) return refuse(parts, page, ...codeOf(answer))
  }
  const there = await findAtCentre(parts, couch, page)
  const digest = `md5-${btoa(SparkMD5.ArrayBuffer.hash(bytes.buffer, true))}`
  if (there !== undefined) await compare(parts, waiting, { digest, there })
}

const idOf = (page: HeldPage) => `page:${page.page}`

/** One write for document and image: pages are insert-only, and half a page is none. */
function documentOf(page: HeldPage, bytes: Uint8Array) {
  const { sizeBytes, mediaType, widthPx, heightPx } = page
  const _attachments = { bytes: { content_type: mediaType, data: toBase64(bytes) } }
  return { _id: idOf(page), kind: 'page', schemaVersion: 1, sizeBytes, mediaType, widthPx, heightPx, _attachments }
}

type AtCentre = { rev: string; digest: string | null }

async function findAtCentre({ link }: SyncParts, couch: Couch, page: HeldPage): Promise<AtCentre | undefined> {
  const answer = link.check(await couch.get(idOf(page)))
  if (answer.kind !== 'ok') return undefined
  const attached = Attached.safeParse(answer.value._attachments)
  return { rev: answer.value._rev, digest: attached.success ? attached.data.bytes.digest : null }
}

/** Acknowledged means that the centre's own digest of the bytes equals ours. */
async function compare(
  parts: SyncParts,
  { page, dossier }: PlacedPage,
  { digest, there }: { digest: string; there: AtCentre },
): Promise<void> {
  if (there.digest !== digest) return refuse(parts, page, 'digest_mismatch', `${there.digest ?? 'no attachment'} is not ${digest}`)
  await parts.pageShelf.put({ ...page, mark: markOf(parts, there.rev) })
  parts.delivered.page(page, dossier)
  parts.link.sent()
}

const markOf = ({ place }: SyncParts, rev: string): SyncMark =>
  place.level() === 'office' ? { ...acknowledgedMark(rev), at: 'office' } : acknowledgedMark(rev)

async function refuse({ pageShelf, now }: SyncParts, page: HeldPage, code: Refusal['code'], reason: string): Promise<void> {
  await pageShelf.put({ ...page, mark: { ...page.mark, state: 'refused', refusal: { code, reason, at: toInstant(now()) } } })
}

function codeOf(answer: { status: number; code: string; reason: string }): [Refusal['code'], string] {
  if (answer.status === 413) return ['too_large', answer.reason]
  const verdict = judgeRow({ error: answer.code, reason: answer.reason })
  return [verdict.kind === 'refused' ? verdict.code : 'unknown', answer.reason]
}
