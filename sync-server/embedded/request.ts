import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { badRequest, CouchError } from './couch-error.ts'
import type { DatabaseRegistry } from './database-registry.ts'
import type { DocumentDatabase } from './document-database.ts'
import type { UserContext } from './security.ts'

/** One call of the protocol, taken apart. */
export type CouchRequest = {
  method: string
  /** Path below the database, decoded. */
  rest: string[]
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  user: UserContext
  registry: DatabaseRegistry
  database: DocumentDatabase
  passwordIterations: number
  /** For answers that stay open. Aborted when the client or the server goes. */
  raw: ServerResponse
  gone: AbortSignal
}

/** What is answered; null where the handler wrote to `raw` itself. */
export type CouchAnswer = { status: number; body: unknown; headers?: Record<string, string> } | null

export function jsonBody(request: Pick<CouchRequest, 'body' | 'headers' | 'method'>): Record<string, unknown> {
  const type = header(request, 'content-type') ?? ''
  if (request.method === 'POST' && !/^application\/json\b/i.test(type)) {
    throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json')
  }
  const parsed = parseJson(request.body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw badRequest('Request body must be a JSON object')
  return Object.fromEntries(Object.entries(parsed))
}

export function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw badRequest('invalid UTF-8 JSON')
  }
}

export function header(request: Pick<CouchRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

export function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  if (value === null || value === 'false') return false
  if (value === 'true') return true
  throw new CouchError(400, 'query_parse_error', `Invalid boolean parameter: ${JSON.stringify(value)}`)
}

/** A whole number ≥ 0 of the query; undefined where it is not given. */
export function count(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name)
  if (value === null) return undefined
  const parsed = z.coerce.number().int().nonnegative().safeParse(value)
  if (!parsed.success || value.trim() === '')
    throw new CouchError(400, 'query_parse_error', `Invalid value for ${name}: ${JSON.stringify(value)}`)
  return parsed.data
}

/** A member of the query that is written as JSON, e.g. `startkey="a"`. */
export function jsonParameter(query: URLSearchParams, ...names: string[]): unknown {
  const value = names.map((name) => query.get(name)).find((one) => one !== null)
  if (value === undefined || value === null) return undefined
  try {
    return JSON.parse(value)
  } catch {
    throw badRequest('invalid UTF-8 JSON')
  }
}
