import type { CentreAnswer, CentreClient, CentreRequest } from '#renderer/data/centre/centre-client.ts'
import { databases, type MemoryCentre } from './memory-centre.ts'

/** What befalls the requests of one round: the `at`-th is cut off before it is served, or its answer is lost, or rows come twice. */
export type Trouble = { kind: 'none' | 'cut' | 'answer_lost' | 'rows_again'; at: number }

/** A desk's line to one node of the centre. */
export type Line = { client: CentreClient; trouble: Trouble; node: 0 | 1 }

/** Changes what the centre answered on its way to the desk: the seam through which a planted bug of the desk's client enters. */
export type Tamper = (path: string, answer: unknown) => unknown

export function openLine(centre: MemoryCentre, tamper: Tamper = (_path, answer) => answer): Line {
  let asked = 0
  const line: Line = {
    trouble: { kind: 'none', at: 0 },
    node: 0,
    client: {
      async ask(path, schema, request) {
        asked += 1
        const isStruck = line.trouble.at > 0 && asked % line.trouble.at === 0
        if (isStruck && line.trouble.kind === 'cut') return { kind: 'unreachable', reason: 'cut' }
        const answer = serve(centre, line, path, request)
        if (isStruck && line.trouble.kind === 'answer_lost') return { kind: 'unreachable', reason: 'answer lost' }
        if (answer === undefined) return notFound
        const parsed = schema.safeParse(tamper(path, isStruck ? doubled(answer) : answer))
        return parsed.success ? { kind: 'ok', value: parsed.data, status: 200 } : { kind: 'unreachable', reason: parsed.error.message }
      },
      bytes: async () => notFound,
      changes: () => {
        throw new Error('no notices in a history')
      },
      hangUp: () => undefined,
    },
  }
  return line
}

const notFound: CentreAnswer<never> = { kind: 'refused', status: 404, code: 'not_found', reason: 'missing', retryAfterSeconds: null }

function serve(centre: MemoryCentre, { node: index, trouble }: Line, path: string, request: CentreRequest | undefined): unknown {
  const node = centre.nodes[index]
  const url = new URL(path, 'http://centre')
  if (url.pathname === '/api/pulse') return { rights: centre.rights(), seqs: seqsOf(centre, index) }
  const [, , database = '', what = ''] = url.pathname.split('/').map(decodeURIComponent)
  if (what === '_changes') {
    const answer = node.changes(database, url.searchParams.get('since') ?? '0', Number(url.searchParams.get('limit')))
    return trouble.kind === 'rows_again' ? { ...answer, results: [...answer.results, ...answer.results.slice(0, 2)] } : answer
  }
  if (what === '_bulk_docs') return node.bulk(database, documentsOf(request?.body))
  return node.find(database, what)
}

function documentsOf(body: unknown): unknown[] {
  return typeof body === 'object' && body !== null && 'docs' in body && Array.isArray(body.docs) ? body.docs : []
}

function seqsOf({ nodes }: MemoryCentre, index: 0 | 1): Record<string, string> {
  return Object.fromEntries(Object.values(databases).map((name) => [name, nodes[index].sequenceOf(name)]))
}

/** Rows of a change feed may repeat. */
function doubled(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('results' in answer) || !Array.isArray(answer.results)) return answer
  return { ...answer, results: [...answer.results, ...answer.results] }
}
