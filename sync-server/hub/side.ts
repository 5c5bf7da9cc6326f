import { z } from 'zod'
import { basicAuthorization, type CentralAccess } from '#sync-server/provision/couch-admin.ts'
import type { HubPaper } from './hub-paper.ts'

/** One end of a replication: where its databases are and as whom we ask. */
export type Side = { root: string; headers: Record<string, string> }

/** No centre at the other end now: no line, a captive portal, an overloaded server. Everything is tried again later. */
export class LineDown extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'LineDown'
  }
}

/** The centre has taken this hub's rights away. */
export class HubRevoked extends Error {
  constructor() {
    super('the centre has revoked this hub')
    this.name = 'HubRevoked'
  }
}

export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; code: string; reason: string }

const Refused = z.object({
  code: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().nullish(),
})

export const localSide = ({ url, admin }: CentralAccess): Side => ({ root: url, headers: { authorization: basicAuthorization(admin) } })

export function centreSide({ upstream, device, secret }: HubPaper, below: 'api' | 'db'): Side {
  return { root: `${upstream}/centre/${below}`, headers: { cookie: `mc_device=${device}.${secret}` } }
}

/** Asks and parses. The other side's no is an answer; anything that is no answer of a centre is {@link LineDown}. */
export async function ask<T>(
  side: Side,
  path: string,
  schema: z.ZodType<T>,
  init: { method?: string; json?: unknown; timeoutMs?: number } = {},
): Promise<Answer<T>> {
  const response = await send(side, path, {
    method: init.method ?? (init.json === undefined ? 'GET' : 'POST'),
    signal: AbortSignal.timeout(init.timeoutMs ?? 120_000),
    ...(init.json === undefined ? {} : { body: JSON.stringify(init.json), headers: { 'content-type': 'application/json' } }),
  })
  return readAnswer(response, schema)
}

/** The raw answer; for streams. */
export async function send(side: Side, path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<Response> {
  const headers = { accept: 'application/json', ...side.headers, ...Object.fromEntries(new Headers(init.headers)) }
  const response = await fetch(`${side.root}${path}`, { ...init, headers, redirect: 'error' }).catch((error: unknown) => {
    throw new LineDown(String(error))
  })
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    await response.body?.cancel()
    throw new LineDown(`HTTP ${response.status}`)
  }
  return response
}

export async function readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<Answer<T>> {
  const body = await response.json().catch((error: unknown) => {
    throw new LineDown(String(error))
  })
  if (response.ok) {
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new LineDown('not an answer of a centre')
    return { ok: true, value: parsed.data }
  }
  const refused = Refused.safeParse(body).data
  const code = refused?.code ?? refused?.error
  if (code === undefined) throw new LineDown(`HTTP ${response.status}`)
  if (code === 'device_revoked') throw new HubRevoked()
  if (response.status === 401) throw new LineDown(code)
  return { ok: false, status: response.status, code, reason: refused?.message ?? refused?.reason ?? code }
}

/** The value, where a refusal would mean that the whole way is closed for now. */
export function expect<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw new LineDown(`${answer.status} ${answer.code}`)
}
