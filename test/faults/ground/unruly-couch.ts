import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import type { Random } from './random.ts'

const Row = z.looseObject({ id: z.string(), seq: z.unknown() })
const Page = z.looseObject({ results: z.array(Row), last_seq: z.unknown() })
type Row = z.infer<typeof Row>

/** Rows of `_changes` as nobody would wish them: out of order, twice, and among them rows of long ago. */
export type UnrulyCouch = { central: CentralAccess; close(): Promise<void> }

const kept = 200

/** Stands before a CouchDB and disturbs its `_changes` pages while `isUnruly`; everything else goes through as it is. */
export async function startUnrulyCouch(behind: CentralAccess, random: Random, isUnruly: () => boolean): Promise<UnrulyCouch> {
  const memory = new Map<string, Row[]>()
  const server = createServer((request, response) => {
    pass(behind, request, response, (page) => (isUnruly() ? disturb(page) : remember(page))).catch(() => response.destroy())
  })
  const remember = (page: { path: string; body: z.infer<typeof Page> }) => {
    const rows = [...(memory.get(page.path) ?? []), ...page.body.results]
    memory.set(page.path, rows.slice(-kept))
    return page.body
  }
  const disturb = (page: { path: string; body: z.infer<typeof Page> }) => {
    const old = memory.get(page.path) ?? []
    const again = old.filter(() => random.below(4) === 0)
    const doubled = page.body.results.filter(() => random.below(3) === 0)
    remember(page)
    return { ...page.body, results: shuffle([...page.body.results, ...doubled, ...again], random) }
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    central: { ...behind, url: `http://127.0.0.1:${port}` },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

type Change = (page: { path: string; body: z.infer<typeof Page> }) => unknown

async function pass(behind: CentralAccess, request: IncomingMessage, response: ServerResponse, change: Change): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const url = new URL(request.url ?? '/', behind.url)
  const { authorization = '', 'content-type': type = 'application/json' } = request.headers
  const method = request.method ?? 'GET'
  const body = chunks.length === 0 ? null : Buffer.concat(chunks)
  const answer = await fetch(url, { method, body, headers: { authorization, 'content-type': type } })
  const text = await answer.text()
  const page = url.pathname.endsWith('/_changes') && url.searchParams.has('include_docs') ? Page.safeParse(JSON.parse(text)) : undefined
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' })
  response.end(page?.success === true ? JSON.stringify(change({ path: url.pathname, body: page.data })) : text)
}

function shuffle(rows: Row[], random: Random): Row[] {
  const left = [...rows]
  return rows.flatMap(() => left.splice(random.below(left.length), 1))
}
