import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { basicAuthorization, type CentralAccess } from '#sync-server/provision/couch-admin.ts'

const pageRows = 1000

/**
 * The limit: `_changes` of the same databases with bodies, page after page, each row as it came into one text column by COPY. It knows
 * nothing of leaves, types, digests or positions. Answers how many rows it wrote.
 */
export async function copyRaw(input: { bin: string; url: string; central: CentralAccess; databases: string[] }): Promise<number> {
  const { bin, url, central, databases } = input
  const copy = spawn(join(bin, 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1', url, '-c', 'copy raw_copy from stdin'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  const ended = once(copy, 'exit')
  let rows = 0
  for (const database of databases) {
    for (let next = readPage(central, database, '0'); ; ) {
      const { text, since, count } = await next
      if (count === 0) break
      next = readPage(central, database, since)
      rows += count
      if (!copy.stdin.write(text)) await once(copy.stdin, 'drain')
    }
  }
  copy.stdin.end()
  const [code] = await ended
  if (code !== 0) throw new Error(`psql ended with ${String(code)}`)
  return rows
}

/** CouchDB writes each row on a line of its own; the embedded store writes one line, which has to be taken apart. */
async function readPage(central: CentralAccess, database: string, since: string): Promise<{ text: string; since: string; count: number }> {
  const url = new URL(`/${database}/_changes`, central.url)
  url.search = new URLSearchParams({
    since,
    limit: String(pageRows),
    style: 'all_docs',
    include_docs: 'true',
    conflicts: 'true',
  }).toString()
  const answer = await (await fetch(url, { headers: { authorization: basicAuthorization(central.admin) } })).text()
  const last = /"last_seq":"([^"]*)"/.exec(answer.slice(-400))?.[1] ?? '0'
  const lines = answer.includes('\n{"seq"') ? answer.split(/\r?\n/).filter((line) => line.startsWith('{"seq"')) : rowsOf(answer)
  return {
    text: lines.map((line) => `${line.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')}\n`).join(''),
    since: last,
    count: lines.length,
  }
}

function rowsOf(answer: string): string[] {
  const { results }: { results: unknown[] } = JSON.parse(answer)
  return results.map((row) => JSON.stringify(row))
}
