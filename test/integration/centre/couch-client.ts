import { z } from 'zod'

/** A raw HTTP client of one CouchDB-protocol server, signed in as somebody. */
export type CouchClient = (
  method: string,
  path: string,
  input?: { json?: unknown; bytes?: Uint8Array; headers?: Record<string, string> },
) => Promise<CouchAnswer>

export type CouchAnswer = { status: number; body: unknown; bytes: Buffer; headers: Headers }

const Failure = z.object({ error: z.string(), reason: z.string().nullable() })

export function openClient(origin: string, headers: Record<string, string>): CouchClient {
  return async (method, path, input = {}) => {
    const body = input.json === undefined ? input.bytes : JSON.stringify(input.json)
    const type: Record<string, string> = input.json === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { accept: 'application/json', ...type, ...headers, ...input.headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Blob([Uint8Array.from(body)]) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, body: parse(bytes), bytes, headers: answer.headers }
  }
}

export function basic(name: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

/** Status and error code: what a client may depend on. */
export function outcome(answer: CouchAnswer): string {
  const failure = Failure.safeParse(answer.body)
  return failure.success ? `${answer.status} ${failure.data.error}: ${failure.data.reason}` : String(answer.status)
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
