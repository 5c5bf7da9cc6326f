import { once } from 'node:events'
import { z } from 'zod'
import { badRequest, CouchError } from './couch-error.ts'
import type { ChangeRow } from './pouch-store.ts'
import { type CouchAnswer, type CouchRequest, count, flag, jsonBody } from './request.ts'

const defaultTimeoutMs = 60_000
const feeds = ['normal', 'longpoll', 'continuous'] as const

type Feed = { since: number; limit: number; heartbeatMs: number | undefined; timeoutMs: number; options: Record<string, unknown> }

/** `_changes`: what is there, or wait for the next (longpoll), or all that comes (continuous). */
export async function answerChanges(request: CouchRequest): Promise<CouchAnswer> {
  const kind = feeds.find((one) => one === (request.query.get('feed') ?? 'normal'))
  if (kind === undefined) throw badRequest('Supported `feed` types: normal, continuous, longpoll')
  const feed = await readFeed(request)
  if (kind === 'continuous') return streamChanges(request, feed)
  const page = await readPage(request, feed)
  if (kind === 'normal' || page.rows.length > 0) return { status: 200, body: asAnswer(page) }
  return waitForChange(request, feed)
}

async function readFeed(request: CouchRequest): Promise<Feed> {
  const { query } = request
  const filter = query.get('filter')
  if (filter !== null && filter !== '_doc_ids') throw new CouchError(404, 'not_found', 'missing json key: filters')
  const docIds = filter === null ? undefined : z.array(z.string()).safeParse(jsonBody(request)['doc_ids'])
  if (docIds?.success === false) throw badRequest('`doc_ids` must be an array of strings.')
  const style = query.get('style') ?? 'main_only'
  if (style !== 'main_only' && style !== 'all_docs') throw badRequest('Unknown `style`')
  const heartbeat = query.get('heartbeat') === 'true' ? defaultTimeoutMs : count(query, 'heartbeat')
  return {
    since: await readSince(request, query.get('since') ?? query.get('last-event-id') ?? '0'),
    limit: Math.max(1, count(query, 'limit') ?? Number.MAX_SAFE_INTEGER),
    heartbeatMs: heartbeat,
    timeoutMs: Math.min(count(query, 'timeout') ?? defaultTimeoutMs, defaultTimeoutMs),
    options: {
      style,
      include_docs: flag(query, 'include_docs'),
      conflicts: flag(query, 'conflicts'),
      attachments: flag(query, 'attachments'),
      descending: flag(query, 'descending'),
      ...(docIds === undefined ? {} : { doc_ids: docIds.data }),
    },
  }
}

/** Sequences are `<number>-<database>`: clients may not read them, and one of another database starts from nothing. */
async function readSince(request: CouchRequest, text: string): Promise<number> {
  if (text === 'now') return (await request.database.pouch.info()).update_seq
  if (text === '0') return 0
  const parts = /^"?(\d+)-([0-9a-f]+)"?$/.exec(text)
  if (parts === null) throw badRequest("Malformed sequence supplied in 'since' parameter.")
  return parts[2] === request.database.epoch ? Number(parts[1]) : 0
}

type Page = { rows: unknown[]; lastSeq: number; epoch: string; pending: number }

async function readPage(request: CouchRequest, feed: Feed): Promise<Page> {
  const { pouch, epoch } = request.database
  const limit = Number.isFinite(feed.limit) && feed.limit < Number.MAX_SAFE_INTEGER ? { limit: feed.limit } : {}
  const { results, last_seq } = await pouch.changes({ ...feed.options, ...limit, since: feed.since, return_docs: true })
  const { update_seq } = await pouch.info()
  const full = results.length >= feed.limit
  const lastSeq = full ? (results.at(-1)?.seq ?? last_seq) : Math.max(last_seq, feed.since)
  return { rows: results.map((row) => asRow(row, epoch)), lastSeq, epoch, pending: full ? Math.max(0, update_seq - lastSeq) : 0 }
}

const asRow = (row: ChangeRow, epoch: string): unknown => ({ ...row, seq: `${row.seq}-${epoch}` })
const asAnswer = (page: Page): unknown => ({ results: page.rows, last_seq: `${page.lastSeq}-${page.epoch}`, pending: page.pending })

async function waitForChange(request: CouchRequest, feed: Feed): Promise<CouchAnswer> {
  const { raw } = request
  raw.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'must-revalidate' })
  const beat = startHeartbeat(request, feed)
  try {
    const end = endOf(request, feed)
    let page = await readOrWait(request, feed, end)
    while (page.rows.length === 0 && page.goOn) page = await readOrWait(request, feed, end)
    raw.end(`${JSON.stringify(asAnswer(page))}\n`)
  } finally {
    clearInterval(beat)
    raw.end()
  }
  return null
}

async function streamChanges(request: CouchRequest, feed: Feed): Promise<CouchAnswer> {
  const { raw } = request
  raw.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'must-revalidate' })
  const beat = startHeartbeat(request, feed)
  let { since, limit } = feed
  try {
    for (let goOn = true; goOn && limit > 0; ) {
      const page = await readOrWait(request, { ...feed, since, limit }, endOf(request, feed))
      for (const row of page.rows) raw.write(`${JSON.stringify(row)}\n`)
      limit -= page.rows.length
      since = page.lastSeq
      goOn = page.goOn
    }
    raw.end(`${JSON.stringify({ last_seq: `${since}-${request.database.epoch}`, pending: 0 })}\n`)
  } finally {
    clearInterval(beat)
    raw.end()
  }
  return null
}

/** Whoever asks for a heartbeat waits for as long as he stays. */
const endOf = ({ gone }: CouchRequest, { heartbeatMs, timeoutMs }: Feed): AbortSignal =>
  heartbeatMs === undefined ? AbortSignal.any([gone, AbortSignal.timeout(timeoutMs)]) : gone

/** What there is; where that is nothing, after the next write (`goOn` is false when nobody waits any longer). */
async function readOrWait(request: CouchRequest, feed: Feed, end: AbortSignal): Promise<Page & { goOn: boolean }> {
  const enough = new AbortController()
  // Listening before reading: a write that comes while it is read counts.
  const written = nextWrite(request, AbortSignal.any([end, enough.signal]))
  try {
    const page = await readPage(request, feed)
    return { ...page, goOn: page.rows.length > 0 ? !request.gone.aborted : await written }
  } finally {
    enough.abort()
  }
}

/** True when something was written; false when nobody waits any longer. */
async function nextWrite(request: CouchRequest, end: AbortSignal): Promise<boolean> {
  const done = new AbortController()
  const signal = AbortSignal.any([end, done.signal])
  const { notices } = request.database
  try {
    return await Promise.race([once(notices, 'write', { signal }).then(() => true), once(notices, 'close', { signal }).then(() => false)])
  } catch {
    return false
  } finally {
    done.abort()
  }
}

function startHeartbeat(request: CouchRequest, feed: Feed): NodeJS.Timeout {
  return setInterval(() => request.raw.write('\n'), feed.heartbeatMs ?? defaultTimeoutMs)
}
