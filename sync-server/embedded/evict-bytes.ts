import { z } from 'zod'
import { badRequest, CouchError } from './couch-error.ts'
import type { DocumentDatabase } from './document-database.ts'
import { type CouchAnswer, type CouchRequest, jsonBody } from './request.ts'
import { requireServerAdmin } from './security.ts'
import { findOpenStore } from './synced-leveldown.ts'

const Attachments = z.record(z.string(), z.looseObject({ digest: z.string().optional(), data: z.unknown().optional() }))
const emptyDigest = 'md5-1B2M2Y8AsgTpgAmY7PhCfg=='
/** Where the adapter keeps attachments' bytes: store name and digest, each after a `ÿ`. */
const keyOf = (digest: string): string => `\xffattach-binary-store\xff${digest}`
/** Where it keeps that it has them. With this left behind it would take the same bytes for known and not write them again. */
const knownKeyOf = (digest: string): string => `\xffattach-store\xff${digest}`
const Wish = z.object({ ids: z.array(z.string()).max(1000), needed: z.number() })

/**
 * `POST /db/_evict {ids, needed}`: takes the attachments' bytes of these documents off the disk, one after the other until `needed` bytes are
 * freed; the documents, their revisions and their place in the
 * changes stay, so that to others nothing has changed but that the bytes are elsewhere. `GET /db/_size`: bytes that attachments take on disk. `POST /db/_compact`:
 * gives the room back; resolves when it is done. Administrator only.
 */
export async function answerRoom(request: CouchRequest, call: '_evict' | '_size' | '_compact'): Promise<CouchAnswer> {
  requireServerAdmin(request.user)
  const { database, method } = request
  if (method !== (call === '_size' ? 'GET' : 'POST')) throw new CouchError(405, 'method_not_allowed', 'GET _size, POST _evict and _compact')
  if (call === '_size') return { status: 200, body: { bytes: await sizeOf(database) } }
  if (call === '_compact') {
    await compact(database)
    return { status: 202, body: { ok: true } }
  }
  const wish = Wish.safeParse(jsonBody(request))
  if (!wish.success) throw badRequest('`ids` must be an array of strings and `needed` a number')
  return { status: 200, body: await evict(database, wish.data) }
}

function evict(database: DocumentDatabase, { ids, needed }: z.infer<typeof Wish>): Promise<{ pages: number; freed: number }> {
  return database.inTurn(async () => {
    const level = levelOf(database)
    let [pages, freed] = [0, 0]
    for (const id of ids) {
      if (freed >= needed) break
      const [leaf, ...others] = await database.listLeaves(id)
      if (leaf === undefined || others.length > 0) continue
      for (const { digest } of Object.values(Attachments.parse(leaf['_attachments'] ?? {}))) {
        const bytes = digest === undefined ? undefined : await read((done) => level.get(keyOf(digest), done))
        if (digest === undefined || bytes === undefined) continue
        const keys = [keyOf(digest), knownKeyOf(digest)].map((key) => ({ type: 'del' as const, key }))
        await read((done) => level.batch(keys, (error) => done(error)))
        pages += 1
        freed += bytes.length
      }
    }
    return { pages, freed }
  })
}

async function compact(database: DocumentDatabase): Promise<void> {
  await read((done) => levelOf(database).compactRange(keyOf(''), keyOf('\xff'), (error) => done(error)))
}

function levelOf(database: DocumentDatabase) {
  const level = findOpenStore(database.folder)
  if (level === undefined) throw new CouchError(503, 'not_open', 'The store is being opened.')
  return level
}

/** Undefined where there is nothing under the key. */
function read(act: (done: (error?: Error | null, value?: Buffer) => void) => void): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) =>
    act((error, value) => {
      if (error && !/not ?found/i.test(error.message)) reject(error)
      else resolve(value)
    }),
  )
}

/** LevelDB's own estimate, without what it has only in its log. */
function sizeOf(database: DocumentDatabase): Promise<number> {
  const level = levelOf(database)
  return new Promise((resolve, reject) =>
    level.approximateSize(keyOf(''), keyOf('\xff'), (error, bytes) => (error ? reject(error) : resolve(bytes ?? 0))),
  )
}

/** The adapter reads bytes that are gone as none at all; nobody may take that for the page. */
export function requireBytes(digest: string, bytes: Buffer): Buffer {
  if (bytes.length === 0 && digest !== emptyDigest) throw evicted()
  return bytes
}

/** The same for documents that are given with their attachments inside. */
export function requireWhole<T>(document: T): T {
  const parsed = z.object({ _attachments: Attachments }).safeParse(document)
  if (!parsed.success) return document
  const gone = Object.values(parsed.data._attachments).some(({ data, digest }) => data === '' && digest !== emptyDigest)
  if (gone) throw evicted()
  return document
}

const evicted = (): CouchError => new CouchError(410, 'evicted', 'The bytes of this attachment are kept elsewhere.')
