import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { DatabaseRegistry } from './database-registry.ts'
import { sealStream, unsealStream } from './seal-stream.ts'
import { SecurityObject } from './security.ts'
import { readAll, writeAll } from './snapshot.ts'

/**
 * What a backup of the store holds: one sealed file for each database, with size and SHA-256 of what lies on the stick. Sealed itself and written
 * last: without it there is no backup.
 */
export const StoreManifest = z.object({
  kind: z.literal('mot-cua-store'),
  version: z.literal(2),
  databases: z.array(
    z.object({
      name: z.string(),
      security: SecurityObject,
      file: z.string().regex(/^[0-9]{3}\.data$/),
      entries: z.number().int(),
      bytes: z.number().int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})
export type StoreManifest = z.infer<typeof StoreManifest>

const manifestFile = 'store.data'

/**
 * Copies the running store as it is at this moment, sealed with `key` before anything reaches the folder. The stick may be pulled at any time: a
 * folder without its manifest is no backup.
 */
export async function writeBackup(registry: DatabaseRegistry, folder: string, key: Buffer): Promise<StoreManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // All walks are begun in one go, so that all databases are of one moment.
  const walks = registry.snapshot()
  const databases: StoreManifest['databases'] = []
  for (const [index, { name, security, walk }] of walks.entries()) {
    const file = `${String(index).padStart(3, '0')}.data`
    let entries = 0
    async function* records(): AsyncGenerator<Buffer> {
      for await (const { key: name, value } of readAll(walk)) {
        entries += 1
        yield frame(name, value)
      }
    }
    const written = await writeHashed(join(folder, file), sealStream(records(), key, file))
    databases.push({ name, security, file, entries, ...written })
  }
  const manifest: StoreManifest = { kind: 'mot-cua-store', version: 2, databases }
  await writeSealed(join(folder, manifestFile), JSON.stringify(manifest), key)
  return manifest
}

/** Reads every file of a backup and compares; answers what is wrong, nothing where all is well. */
export async function checkBackup(folder: string, key: Buffer): Promise<string[]> {
  const manifest = await readManifest(folder, key).catch(() => undefined)
  if (manifest === undefined) return [`${manifestFile}: not a whole backup`]
  const wrong: string[] = []
  for (const { file, bytes, sha256, entries } of manifest.databases) {
    const digest = createHash('sha256')
    let size = 0
    let count = 0
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of readFileOf(join(folder, file))) {
        digest.update(chunk)
        size += chunk.length
        yield chunk
      }
    }
    try {
      for await (const _entry of unframe(unsealStream(counted(), key, file), file)) count += 1
    } catch (error) {
      wrong.push(`${file}: ${error instanceof Error ? error.message : String(error)}`)
      continue
    }
    if (size !== bytes || count !== entries || digest.digest('hex') !== sha256) wrong.push(`${file}: not what the manifest says`)
  }
  return wrong
}

/** Makes a store of a backup that was checked. Each database gets another folder, so that change sequences of before count no more. */
export async function restoreStore(folder: string, root: string, key: Buffer): Promise<number> {
  const manifest = await readManifest(folder, key)
  mkdirSync(join(root, 'databases'), { recursive: true, mode: 0o700 })
  const made: { name: string; folder: string; security: SecurityObject }[] = []
  let entries = 0
  for (const { name, security, file, entries: expected } of manifest.databases) {
    const place = randomBytes(12).toString('hex')
    const records = unframe(unsealStream(readFileOf(join(folder, file)), key, file), file)
    const count = await writeAll(join(root, 'databases', place), records)
    if (count !== expected) throw new Error(`${file} holds ${count} entries instead of ${expected}`)
    made.push({ name, folder: place, security })
    entries += count
  }
  await DatabaseRegistry.write(root, made)
  return entries
}

/** A sealed file that is there whole or not at all. */
export async function writeSealed(file: string, text: string, key: Buffer): Promise<void> {
  const draft = `${file}.part`
  await writeHashed(draft, sealStream(Readable.from([Buffer.from(text)]), key, nameOf(file)))
  await rename(draft, file)
}

/** The text of {@link writeSealed}; throws `SealBroken`. */
export async function readSealed(file: string, key: Buffer): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of unsealStream(readFileOf(file), key, nameOf(file))) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

const nameOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file

async function readManifest(folder: string, key: Buffer): Promise<StoreManifest> {
  return StoreManifest.parse(JSON.parse(await readSealed(join(folder, manifestFile), key)))
}

async function* readFileOf(file: string): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file)) yield z.instanceof(Buffer).parse(chunk)
}

function frame(key: Buffer, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(key.length, 0)
  head.writeUInt32BE(value.length, 4)
  return Buffer.concat([head, key, value])
}

async function* unframe(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<{ key: Buffer; value: Buffer }> {
  let held: Buffer[] = []
  let length = 0
  let needed = 8
  for await (const chunk of source) {
    held.push(chunk)
    length += chunk.length
    if (length < needed) continue
    let rest = Buffer.concat(held)
    for (needed = needOf(rest); needed <= rest.length; needed = needOf(rest)) {
      const body = rest.subarray(8, needed)
      yield { key: body.subarray(0, rest.readUInt32BE(0)), value: body.subarray(rest.readUInt32BE(0)) }
      rest = rest.subarray(needed)
    }
    held = [rest]
    length = rest.length
  }
  if (length > 0) throw new Error(`${file} ends too early`)
}

/** Bytes of the first record as far as they are known: its head of eight, or all of it. */
const needOf = (bytes: Buffer): number => (bytes.length < 8 ? 8 : 8 + bytes.readUInt32BE(0) + bytes.readUInt32BE(4))

async function writeHashed(file: string, pieces: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      digest.update(piece)
      bytes += piece.length
      yield piece
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(file, { mode: 0o600, flush: true }))
  return { bytes, sha256: digest.digest('hex') }
}
