import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { CouchError } from './couch-error.ts'
import type { CouchDocument } from './document.ts'

const derive = promisify(pbkdf2)
const keyBytes = 32

/** What a `_users` document keeps of a password, in CouchDB's own form. */
export const StoredPassword = z.looseObject({
  name: z.string(),
  roles: z.array(z.string()),
  password_scheme: z.literal('pbkdf2'),
  pbkdf2_prf: z.literal('sha256'),
  iterations: z.number().int().positive(),
  salt: z.string().min(8),
  derived_key: z.string().regex(/^[0-9a-f]{64}$/),
})
export type StoredPassword = z.infer<typeof StoredPassword>

const prefix = 'org.couchdb.user:'

/** Checks a `_users` document as CouchDB does and replaces a password by its derivation. */
export async function sealUserDocument(document: CouchDocument, iterations: number): Promise<CouchDocument> {
  if (document._deleted === true || document._id.startsWith('_')) return document
  const forbid = (reason: string): CouchError => new CouchError(403, 'forbidden', reason)
  if (!document._id.startsWith(prefix)) throw forbid('doc.name must be the part of _id after org.couchdb.user:')
  if (document['type'] !== 'user') throw forbid('doc.type must be user')
  if (document['name'] !== document._id.slice(prefix.length)) throw forbid('Doc ID must be of the form org.couchdb.user:name')
  const roles = z.array(z.string()).safeParse(document['roles'])
  if (!roles.success) throw forbid('doc.roles must be an array')
  if (roles.data.some((role) => role.startsWith('_'))) throw forbid('No system roles (starting with underscore) in users db.')
  const { password, ...rest } = document
  if (password === undefined || password === null) return document
  if (typeof password !== 'string') throw new CouchError(400, 'bad_request', 'Password must be a JSON string')
  const salt = randomBytes(16).toString('hex')
  const key = await derive(password, salt, iterations, keyBytes, 'sha256')
  return { ...rest, password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256', iterations, salt, derived_key: key.toString('hex') }
}

/** Compares passwords; remembers what was right, so that only the first request of a client pays for the derivation. */
export class PasswordCheck {
  readonly #secret = randomBytes(32)
  readonly #right = new Map<string, { derivedKey: string; mac: Buffer }>()

  /** Takes as long as a real comparison, so that time does not tell which names exist. */
  async pretend(password: string, iterations: number): Promise<void> {
    await derive(password, 'nobody', iterations, keyBytes, 'sha256')
  }

  async matches(user: StoredPassword, password: string): Promise<boolean> {
    const mac = createHmac('sha256', this.#secret).update(password).digest()
    const known = this.#right.get(user.name)
    if (known?.derivedKey === user.derived_key && timingSafeEqual(known.mac, mac)) return true
    const key = await derive(password, user.salt, user.iterations, keyBytes, 'sha256')
    if (!timingSafeEqual(key, Buffer.from(user.derived_key, 'hex'))) return false
    this.#right.set(user.name, { derivedKey: user.derived_key, mac })
    return true
  }
}
