import { webcrypto } from 'node:crypto'
import type { ServerScope } from 'nano'
import { canonicalJson } from '#core/journal/event.ts'
import { Person } from '#core/person/person.ts'
import type { PersonId } from '#core/record/ids.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import type { Fault } from './quarantine.ts'
import type { SignedEvent } from './signed-event.ts'

type Key = { keyId: string; device: string; jwk: webcrypto.JsonWebKey }

/** What the detail says where the author has published no such key (yet). */
export const unknownKey = 'unknown key'

/** The published signing keys of authors, read from the catalogue once and again after `refresh`. */
export class AuthorKeys {
  readonly #couch: ServerScope
  readonly #people = new Map<PersonId, Promise<Key[]>>()
  readonly #imported = new Map<string, Promise<webcrypto.CryptoKey>>()

  constructor(couch: ServerScope) {
    this.#couch = couch
  }

  /** Asks the catalogue again from here on: a key may have been published a moment ago. */
  refresh(): void {
    this.#people.clear()
  }

  /** What is wrong with an event's signature; null where it is its author's, made on the desk that it names. */
  async check(event: SignedEvent): Promise<Fault | null> {
    const keys = (await this.#keysOf(event.author)).filter(({ keyId }) => keyId === event.keyId)
    if (keys.length === 0) return { why: 'signature', detail: unknownKey }
    const key = keys.find(({ device }) => device === event.device)
    if (key === undefined) return { why: 'signature', detail: 'key of another desk' }
    return (await this.#verifies(event, key)) ? null : { why: 'signature', detail: 'does not match' }
  }

  async #verifies(event: SignedEvent, { jwk }: Key): Promise<boolean> {
    const { signature, ...unsigned } = event
    const text = new TextEncoder().encode(canonicalJson(unsigned))
    const bytes = Buffer.from(signature, 'base64')
    try {
      return await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, await this.#import(jwk), bytes, text)
    } catch {
      return false
    }
  }

  #import(jwk: webcrypto.JsonWebKey): Promise<webcrypto.CryptoKey> {
    const name = `${jwk.x}/${jwk.y}`
    const known = this.#imported.get(name)
    if (known !== undefined) return known
    const imported = webcrypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
    this.#imported.set(name, imported)
    return imported
  }

  #keysOf(author: PersonId): Promise<Key[]> {
    const known = this.#people.get(author)
    if (known !== undefined) return known
    const read = this.#read(author)
    this.#people.set(author, read)
    read.catch(() => this.#people.delete(author))
    return read
  }

  async #read(author: PersonId): Promise<Key[]> {
    const stored = await findDocument(this.#couch.use('catalog'), author)
    const person = Person.safeParse(stored === undefined ? undefined : fromWire(WireDocument.parse(stored)).body)
    return person.success ? person.data.keys : []
  }
}
