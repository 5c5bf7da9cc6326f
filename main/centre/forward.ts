import type { CookieJar } from '#main/centre/cookie-jar.ts'

/** A page or a batch is never larger; the centre has limits of its own. */
const MAX_BODY_BYTES = 64 * 1024 * 1024

/** What the page's browser adds and the centre must not see, and what belongs to one hop only. */
const DROPPED_REQUEST_HEADERS = ['cookie', 'origin', 'referer', 'host', 'connection', 'content-length', 'accept-encoding', 'user-agent']
/** The body arrives here decoded, and cookies stay here. */
const DROPPED_RESPONSE_HEADERS = ['set-cookie', 'content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive']

export type ForwardOptions = {
  origin: string
  jar: CookieJar
  fetch: (address: string, init: RequestInit) => Promise<Response>
  /** Called after the jar changed. */
  keepCookies: () => Promise<void>
}

/** Forwards requests of the page to the same path of the centre, adding the cookies that only main knows. */
export function forwardTo({ origin, jar, fetch, keepCookies }: ForwardOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    const body = await readBody(request)
    if (body === 'too_large') return Response.json({ code: 'too_large' }, { status: 413 })
    const gone = new AbortController()
    try {
      const answer = await fetch(`${origin}${url.pathname}${url.search}`, {
        method: request.method,
        headers: headersFor(request, jar.headerFor(url.pathname, Date.now())),
        body,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        signal: AbortSignal.any([request.signal, gone.signal]),
      })
      if (jar.take(answer.headers.getSetCookie(), Date.now())) await keepCookies()
      return new Response(await passOn(answer, gone), { status: answer.status, headers: pageHeaders(answer.headers) })
    } catch {
      return Response.json({ code: 'unreachable' }, { status: 502 })
    }
  }
}

/**
 * A body of known length goes on whole: a torn one never reaches the page, and the page gets it in one piece (small pieces cost
 * far more there). One without a length, such as change notices, which never end, goes on as it comes.
 */
async function passOn(answer: Response, gone: AbortController): Promise<ArrayBuffer | ReadableStream<Uint8Array> | null> {
  if (!answer.body || !answer.headers.has('content-length')) return endWith(answer.body, gone)
  const bytes = await answer.arrayBuffer()
  return bytes.byteLength === 0 ? null : bytes
}

async function readBody(request: Request): Promise<ArrayBuffer | null | 'too_large'> {
  if (!request.body) return null
  if (Number(request.headers.get('content-length')) > MAX_BODY_BYTES) return 'too_large'
  const bytes = await request.arrayBuffer()
  return bytes.byteLength > MAX_BODY_BYTES ? 'too_large' : bytes
}

function headersFor(request: Request, cookie: string | undefined): Headers {
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) {
    if (DROPPED_REQUEST_HEADERS.includes(name) || name.startsWith('sec-')) headers.delete(name)
  }
  if (cookie) headers.set('cookie', cookie)
  return headers
}

function pageHeaders(answered: Headers): Headers {
  const headers = new Headers(answered)
  for (const name of DROPPED_RESPONSE_HEADERS) headers.delete(name)
  return headers
}

/** Passes the body on as it comes (change notices never end) and hangs up on the centre when the page goes away. */
function endWith(body: ReadableStream<Uint8Array> | null, gone: AbortController): ReadableStream<Uint8Array> | null {
  if (!body) return null
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      gone.abort()
      await reader.cancel().catch(() => undefined)
    },
  })
}
