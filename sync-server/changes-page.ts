import { ChangesAnswer } from '#core/sync/wire.ts'
import { basicAuthorization, type CentralAccess } from '#sync-server/provision/couch-admin.ts'

/** Which changes: behind `since`, at most `rows`; a page of more than `bytes` is asked for again in smaller pieces. */
export type PageWish = {
  central: CentralAccess
  database: string
  since: string
  rows: number
  bytes: number
  docs: boolean
  signal: AbortSignal
}

/** The next page of a database's changes with all leaves; one document larger than `bytes` comes alone. */
export async function readChangesPage(wish: PageWish): Promise<{ page: ChangesAnswer; bytes: number }> {
  for (let rows = wish.rows; ; rows = Math.ceil(rows / 4)) {
    const answer = await askPage({ ...wish, rows })
    if (answer !== 'too_big') return answer
  }
}

async function askPage(wish: PageWish): Promise<{ page: ChangesAnswer; bytes: number } | 'too_big'> {
  const { central, database, since, rows, docs, signal } = wish
  const url = new URL(`/${encodeURIComponent(database)}/_changes`, central.url)
  const wanted = docs ? { include_docs: 'true', conflicts: 'true' } : undefined
  url.search = new URLSearchParams({ since, limit: String(rows), style: 'all_docs', ...wanted }).toString()
  const answer = await fetch(url, { headers: { authorization: basicAuthorization(central.admin) }, signal })
  if (!answer.ok) {
    await answer.body?.cancel()
    throw Object.assign(new Error(`_changes answered ${answer.status}`), { statusCode: answer.status })
  }
  const read = await readText(answer, rows === 1 ? Number.POSITIVE_INFINITY : wish.bytes)
  return read === undefined ? 'too_big' : { page: ChangesAnswer.parse(JSON.parse(read.text)), bytes: read.bytes }
}

async function readText(answer: Response, limitBytes: number): Promise<{ text: string; bytes: number } | undefined> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer.body ?? []) {
    bytes += part.length
    if (bytes > limitBytes) return undefined
    parts.push(part)
  }
  return { text: Buffer.concat(parts).toString('utf8'), bytes }
}
