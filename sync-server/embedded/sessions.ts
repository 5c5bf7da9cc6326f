import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { CouchError } from './couch-error.ts'
import type { DocumentDatabase } from './document-database.ts'
import { PasswordCheck, StoredPassword } from './password.ts'
import type { UserContext } from './security.ts'

export type AdminAccount = { name: string; password: string }

/** Who asks, how it was shown, and a fresh cookie where the old one is getting old. */
export type Identity = { user: UserContext; by: 'cookie' | 'default' | null; renewedToken: string | null }

const nobody: UserContext = { name: null, roles: [] }
const wrong = (): CouchError => new CouchError(401, 'unauthorized', 'Name or password is incorrect.')

/** Signing in as CouchDB does it: Basic credentials, or an `AuthSession` cookie that needs no memory on the server. */
export class Sessions {
  readonly #users: () => DocumentDatabase
  readonly #admin: AdminAccount
  readonly #secret: string
  readonly #lifetimeSeconds: number
  readonly #iterations: number
  readonly #check = new PasswordCheck()

  constructor(options: {
    users: () => DocumentDatabase
    admin: AdminAccount
    secret: string
    lifetimeSeconds: number
    iterations: number
  }) {
    this.#users = options.users
    this.#admin = options.admin
    this.#secret = options.secret
    this.#lifetimeSeconds = options.lifetimeSeconds
    this.#iterations = options.iterations
  }

  async identify(headers: { authorization?: string | undefined; cookie?: string | undefined }): Promise<Identity> {
    if (headers.authorization !== undefined) {
      const user = await this.#byBasic(headers.authorization)
      return { user, by: 'default', renewedToken: null }
    }
    const token = /(?:^|;\s*)AuthSession=([^;]*)/.exec(headers.cookie ?? '')?.[1]
    if (token === undefined || token === '') return { user: nobody, by: null, renewedToken: null }
    return this.#byToken(token)
  }

  async signIn(name: string, password: string): Promise<{ user: UserContext; token: string }> {
    if (name === this.#admin.name) {
      if (!equal(password, this.#admin.password)) throw wrong()
      return { user: { name, roles: ['_admin'] }, token: this.#token(name, '') }
    }
    const stored = await this.#find(name)
    if (stored === null) await this.#check.pretend(password, this.#iterations)
    if (stored === null || !(await this.#check.matches(stored, password))) throw wrong()
    return { user: { name, roles: stored.roles }, token: this.#token(name, stored.salt) }
  }

  async #byBasic(header: string): Promise<UserContext> {
    const encoded = /^Basic\s+(\S+)$/i.exec(header)?.[1]
    if (encoded === undefined) throw wrong()
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    if (colon < 0) throw wrong()
    return (await this.signIn(text.slice(0, colon), text.slice(colon + 1))).user
  }

  async #byToken(token: string): Promise<Identity> {
    const text = Buffer.from(decodeToken(token), 'base64url').toString('latin1')
    const parts = /^(.*):([0-9A-F]+):([\s\S]{32})$/.exec(text)
    if (parts === null) throw new CouchError(400, 'bad_request', 'Malformed AuthSession cookie. Please clear your cookies.')
    const [, rawName = '', time = '', mac = ''] = parts
    const name = Buffer.from(rawName, 'latin1').toString('utf8')
    const stored = name === this.#admin.name ? null : await this.#find(name)
    const isAdmin = name === this.#admin.name
    if (!isAdmin && stored === null) return { user: nobody, by: null, renewedToken: null }
    const expected = this.#mac(name, time, stored?.salt ?? '')
    const ageSeconds = Date.now() / 1000 - Number.parseInt(time, 16)
    const valid = timingSafeEqual(expected, Buffer.from(mac, 'latin1')) && ageSeconds < this.#lifetimeSeconds
    if (!valid) return { user: nobody, by: null, renewedToken: null }
    const old = ageSeconds > this.#lifetimeSeconds * 0.1
    const user = { name, roles: isAdmin ? ['_admin'] : (stored?.roles ?? []) }
    return { user, by: 'cookie', renewedToken: old ? this.#token(name, stored?.salt ?? '') : null }
  }

  #token(name: string, salt: string): string {
    const time = Math.floor(Date.now() / 1000)
      .toString(16)
      .toUpperCase()
    return Buffer.concat([Buffer.from(`${name}:${time}:`), this.#mac(name, time, salt)]).toString('base64url')
  }

  #mac(name: string, time: string, salt: string): Buffer {
    return createHmac('sha256', this.#secret + salt)
      .update(`${name}:${time}`)
      .digest()
  }

  async #find(name: string): Promise<StoredPassword | null> {
    const document = await this.#users()
      .pouch.get(`org.couchdb.user:${name}`)
      .catch((error: { status?: number }) => {
        if (error.status === 404) return null
        throw error
      })
    const parsed = StoredPassword.safeParse(document)
    return parsed.success ? parsed.data : null
  }
}

function decodeToken(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return ''
  }
}

function equal(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
