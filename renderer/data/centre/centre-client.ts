import { z } from 'zod'

/** What came of a request: the parsed body, the centre's own no, or no centre at all (no line, captive portal, 5xx, time-out). */
export type CentreAnswer<T> =
  | { kind: 'ok'; value: T; status: number }
  | { kind: 'refused'; status: number; code: string; reason: string; retryAfterSeconds: number | null }
  /** `code` where a server said so itself, e.g. an office's hub whose own line to the centre is down. */
  | { kind: 'unreachable'; reason: string; code?: string }

export type CentreRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  /** A page image instead of JSON. */
  bytes?: Uint8Array<ArrayBuffer>
  timeoutMs?: number
}

/** The one door to the centre: same-origin requests, every answer parsed. */
export type CentreClient = {
  ask<T>(path: string, schema: z.ZodType<T>, request?: CentreRequest): Promise<CentreAnswer<T>>
  /** Raw bytes, for scans. */
  bytes(path: string, timeoutMs: number): Promise<CentreAnswer<Uint8Array<ArrayBuffer>>>
  changes(): EventSource
  /** Ends every request under way; each answers `unreachable`. */
  hangUp(): void
}

/** Ours: `{code, message}`; CouchDB's: `{error, reason}`. Anything else did not come from the centre. */
const Refused = z.union([
  z.object({ code: z.string(), message: z.string().optional(), retryAfterSeconds: z.number().optional() }),
  z.object({ error: z.string(), reason: z.string().nullable().optional() }),
])

export function createCentreClient(origin: string): CentreClient {
  let line = new AbortController()
  const signal = (timeoutMs: number) => AbortSignal.any([AbortSignal.timeout(timeoutMs), line.signal])
  const send = (path: string, request: CentreRequest): Promise<Response> =>
    fetch(`${origin}/centre${path}`, {
      method: request.method ?? 'GET',
      credentials: 'same-origin',
      // A browser's own cache would keep in the open what the desk seals.
      cache: 'no-store',
      redirect: 'error',
      headers: { accept: 'application/json', ...typeOf(request) },
      signal: signal(request.timeoutMs ?? 15_000),
      ...bodyOf(request),
    })
  return {
    async ask(path, schema, request = {}) {
      try {
        const response = await send(path, request)
        return response.ok ? await readValue(response, schema) : await readRefusal(response)
      } catch (cause) {
        return { kind: 'unreachable', reason: String(cause) }
      }
    },
    async bytes(path, timeoutMs) {
      try {
        const response = await fetch(`${origin}/centre${path}`, {
          credentials: 'same-origin',
          cache: 'no-store',
          redirect: 'error',
          signal: signal(timeoutMs),
        })
        if (!response.ok) return await readRefusal(response)
        return { kind: 'ok', status: response.status, value: new Uint8Array(await response.arrayBuffer()) }
      } catch (cause) {
        return { kind: 'unreachable', reason: String(cause) }
      }
    },
    changes: () => new EventSource(`${origin}/centre/api/changes`),
    hangUp() {
      line.abort()
      line = new AbortController()
    },
  }
}

function typeOf({ body, bytes }: CentreRequest): Record<string, string> {
  if (bytes !== undefined) return { 'content-type': bytes[0] === 0xff ? 'image/jpeg' : 'image/png' }
  return body === undefined ? {} : { 'content-type': 'application/json' }
}

function bodyOf({ body, bytes }: CentreRequest): { body?: BodyInit } {
  if (bytes !== undefined) return { body: new Blob([bytes]) }
  return body === undefined ? {} : { body: toBody(body) }
}

const largeText = 1_000_000

/** A page image goes as a blob: measured, Electron hands 30 MB of it to its main process in a third of the time that text takes. */
function toBody(value: unknown): string | Blob {
  const text = JSON.stringify(value)
  return text.length < largeText ? text : new Blob([text])
}

async function readValue<T>(response: Response, schema: z.ZodType<T>): Promise<CentreAnswer<T>> {
  const parsed = schema.safeParse(await readJson(response))
  if (parsed.success) return { kind: 'ok', value: parsed.data, status: response.status }
  return {
    kind: 'unreachable',
    reason: `not an answer of the centre: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
  }
}

async function readRefusal(response: Response): Promise<CentreAnswer<never>> {
  const parsed = Refused.safeParse(await readJson(response))
  if (!parsed.success) return { kind: 'unreachable', reason: `HTTP ${response.status}` }
  const body = parsed.data
  if (response.status >= 500)
    return { kind: 'unreachable', reason: `HTTP ${response.status}`, ...('code' in body ? { code: body.code } : {}) }
  return 'code' in body
    ? {
        kind: 'refused',
        status: response.status,
        code: body.code,
        reason: body.message ?? body.code,
        retryAfterSeconds: body.retryAfterSeconds ?? null,
      }
    : { kind: 'refused', status: response.status, code: body.error, reason: body.reason ?? body.error, retryAfterSeconds: null }
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return undefined
  }
}
