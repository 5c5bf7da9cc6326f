import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { ApiError } from './api-error.ts'

const UserCtx = z.object({ name: z.string().nullable(), roles: z.array(z.string()) })
const renewAfterMs = 5 * 60_000

/** Sessions on CouchDB's own users. Nothing is stored: a lost session is made anew from the credential that the client holds. */
export class CouchSessions {
  readonly #central: CentralAccess
  readonly #tokens = new Map<string, { name: string; token: string; since: number }>()
  readonly #running = new Map<string, Promise<string | null>>()

  constructor(central: CentralAccess) {
    this.#central = central
  }

  /** The session's token, or null where name or password are wrong. */
  async signIn(name: string, password: string): Promise<string | null> {
    const answer = await this.#fetch({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    })
    await answer.body?.cancel()
    if (answer.status === 401) return null
    // CouchDB has a lock-out of its own, five minutes after five wrong passwords.
    if (answer.status === 403) throw lockedOut(300)
    if (!answer.ok) throw unavailable()
    const token = tokenOf(answer)
    if (token === undefined) throw unavailable()
    return token
  }

  /** Who a token is, and its successor where CouchDB gave one; null where it no longer holds. */
  async identify(token: string): Promise<{ name: string; roles: string[]; renewed: string | undefined } | null> {
    const answer = await this.#fetch({ headers: { cookie: `AuthSession=${token}` } })
    if (answer.status >= 500) throw unavailable()
    if (!answer.ok) return null
    const { userCtx } = z.object({ userCtx: UserCtx }).parse(await answer.json())
    return userCtx.name === null ? null : { name: userCtx.name, roles: userCtx.roles, renewed: tokenOf(answer) }
  }

  /** A live token of a device; null where CouchDB no longer knows the device. Calls at the same moment share one sign-in. */
  async tokenFor(name: string, secret: string): Promise<string | null> {
    const key = keyOf(name, secret)
    const held = this.#tokens.get(key)
    if (held !== undefined && Date.now() - held.since < renewAfterMs) return held.token
    const running = this.#running.get(key) ?? this.signIn(name, secret)
    this.#running.set(key, running)
    try {
      const token = await running
      if (token === null) this.#tokens.delete(key)
      else this.#tokens.set(key, { name, token, since: Date.now() })
      return token
    } finally {
      this.#running.delete(key)
    }
  }

  /** Takes over the successor that CouchDB gave with an answer. */
  renew(name: string, secret: string, setCookie: string[] | undefined): void {
    const token = findToken(setCookie ?? [])
    const key = keyOf(name, secret)
    if (token !== undefined && this.#tokens.has(key)) this.#tokens.set(key, { name, token, since: Date.now() })
  }

  /** Forgets a device's token, so that the next call signs in again. */
  forget(name: string, secret: string): void {
    this.#tokens.delete(keyOf(name, secret))
  }

  /** Forgets every token of an account, e.g. of a revoked device. */
  forgetAccount(name: string): void {
    for (const [key, held] of this.#tokens) if (held.name === name) this.#tokens.delete(key)
  }

  async #fetch(init: RequestInit): Promise<Response> {
    return fetch(new URL('/_session', this.#central.url), init).catch(() => {
      throw unavailable()
    })
  }
}

const keyOf = (name: string, secret: string): string => createHash('sha256').update(`${name}\n${secret}`).digest('base64')

const tokenOf = (answer: Response): string | undefined => findToken(answer.headers.getSetCookie())

function findToken(cookies: string[]): string | undefined {
  return cookies.map((cookie) => /^AuthSession=([^;]+)/.exec(cookie)?.[1]).find((token) => token !== undefined)
}

export function lockedOut(retryAfterSeconds: number): ApiError {
  return new ApiError(429, 'locked_out', 'Sai mật khẩu nhiều lần, xin chờ rồi thử lại.', { retryAfterSeconds })
}

export function unavailable(): ApiError {
  return new ApiError(503, 'central_unavailable', 'Không kết nối được cơ sở dữ liệu trung tâm.')
}
