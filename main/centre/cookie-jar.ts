import { z } from 'zod'

const Cookie = z.object({
  name: z.string(),
  value: z.string(),
  path: z.string(),
  /** Milliseconds since 1970; null for a cookie that ends with the session. */
  expiresAtMs: z.number().nullable(),
})
export type Cookie = z.infer<typeof Cookie>
export const Cookies = z.array(Cookie)

/** The cookies of the one centre this desk talks to. The page never sees them. */
export class CookieJar {
  #cookies = new Map<string, Cookie>()

  constructor(cookies: readonly Cookie[] = []) {
    for (const cookie of cookies) this.#cookies.set(keyOf(cookie), cookie)
  }

  /** @returns whether anything changed */
  take(setCookieLines: readonly string[], nowMs: number): boolean {
    const taken = setCookieLines
      .flatMap(splitLine)
      .map((line) => parseCookie(line, nowMs))
      .filter((cookie) => cookie !== undefined)
    for (const cookie of taken) {
      if (isOver(cookie, nowMs)) this.#cookies.delete(keyOf(cookie))
      else this.#cookies.set(keyOf(cookie), cookie)
    }
    return taken.length > 0
  }

  /** The Cookie header for a path, undefined where there is none; longest path first, as RFC 6265 §5.4 says. */
  headerFor(path: string, nowMs: number): string | undefined {
    const sent = [...this.#cookies.values()]
      .filter((cookie) => !isOver(cookie, nowMs) && covers(cookie.path, path))
      .sort((a, b) => b.path.length - a.path.length)
    return sent.length === 0 ? undefined : sent.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ')
  }

  /** What outlives this run: cookies with an end, as in a browser. */
  lasting(): Cookie[] {
    return [...this.#cookies.values()].filter((cookie) => cookie.expiresAtMs !== null)
  }
}

/** Electron's fetch hands several Set-Cookie headers over as one, joined by commas; a date's comma is followed by no `name=`. */
function splitLine(line: string): string[] {
  return line.split(/,\s*(?=[^\s;,=]+=)/)
}

function parseCookie(line: string, nowMs: number): Cookie | undefined {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const cut = pair.indexOf('=')
  if (cut < 1) return undefined
  const attribute = new Map(
    attributes.map((text) => {
      const [name = '', ...value] = text.split('=')
      return [name.toLowerCase(), value.join('=')]
    }),
  )
  const path = attribute.get('path')
  return {
    name: pair.slice(0, cut),
    value: pair.slice(cut + 1),
    path: path?.startsWith('/') ? path : '/',
    expiresAtMs: expiryOf(attribute, nowMs),
  }
}

function expiryOf(attribute: ReadonlyMap<string, string>, nowMs: number): number | null {
  const maxAge = Number.parseInt(attribute.get('max-age') ?? '', 10)
  if (!Number.isNaN(maxAge)) return nowMs + maxAge * 1000
  const expires = Date.parse(attribute.get('expires') ?? '')
  return Number.isNaN(expires) ? null : expires
}

const keyOf = (cookie: Cookie) => `${cookie.path} ${cookie.name}`
const isOver = (cookie: Cookie, nowMs: number) => cookie.expiresAtMs !== null && cookie.expiresAtMs <= nowMs
const covers = (cookiePath: string, path: string) =>
  path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`)
