import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { DatabaseRegistry } from './database-registry.ts'
import { SecurityObject } from './security.ts'
import { readAll, writeAll } from './snapshot.ts'

/** What a backup of the store holds: one file for each database, with its size and SHA-256. Written last: without it there is no backup. */
export const StoreManifest = z.object({
  kind: z.literal('mot-cua-store'),
  version: z.literal(1),
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

const manifestFile = 'store.json'

/** Copies the running store as it is at this moment. The stick may be pulled at any time: a folder without its manifest is no backup. */
export async function writeBackup(registry: DatabaseRegistry, folder: string): Promise<StoreManifest> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // All walks are begun in one go, so that all databases are of one moment.
  const walks = registry.snapshot()
  const databases: StoreManifest['databases'] = []
  for (const [index, { name, security, walk }] of walks.entries()) {
    const file = `${String(index).padStart(3, '0')}.data`
    let entries = 0
    async function* records(): AsyncGenerator<Buffer> {
      for await (const { key, value } of readAll(walk)) {
        entries += 1
        yield frame(key, value)
      }
    }
    const written = await writeHashed(join(folder, file), records())
    databases.push({ name, security, file, entries, ...written })
  }
  const manifest: StoreManifest = { kind: 'mot-cua-store', version: 1, databases }
  const draft = join(folder, `${manifestFile}.part`)
  await writeFile(draft, JSON.stringify(manifest, null, 2), { mode: 0o600, flush: true })
  await rename(draft, join(folder, manifestFile))
  return manifest
}

/** Reads every file of a backup and compares; answers what is wrong, nothing where all is well. */
export async function checkBackup(folder: string): Promise<string[]> {
  const manifest = await readManifest(folder)
  const wrong: string[] = []
  for (const { file, bytes, sha256 } of manifest.databases) {
    const digest = createHash('sha256')
    let size = 0
    try {
      for await (const chunk of createReadStream(join(folder, file))) {
        digest.update(chunk)
        size += z.instanceof(Buffer).parse(chunk).length
      }
    } catch (error) {
      wrong.push(`${file}: ${String(error)}`)
      continue
    }
    if (size !== bytes || digest.digest('hex') !== sha256) wrong.push(`${file}: the bytes are not those of the manifest`)
  }
  return wrong
}

/** Makes a store of a backup that was checked. Each database gets another folder, so that change sequences of before count no more. */
export async function restoreStore(folder: string, root: string): Promise<number> {
  const manifest = await readManifest(folder)
  mkdirSync(join(root, 'databases'), { recursive: true, mode: 0o700 })
  const made: { name: string; folder: string; security: SecurityObject }[] = []
  let entries = 0
  for (const { name, security, file, entries: expected } of manifest.databases) {
    const place = randomBytes(12).toString('hex')
    const count = await writeAll(join(root, 'databases', place), unframe(join(folder, file)))
    if (count !== expected) throw new Error(`${file} holds ${count} entries instead of ${expected}`)
    made.push({ name, folder: place, security })
    entries += count
  }
  await DatabaseRegistry.write(root, made)
  return entries
}

async function readManifest(folder: string): Promise<StoreManifest> {
  return StoreManifest.parse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8')))
}

function frame(key: Buffer, value: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(key.length, 0)
  head.writeUInt32BE(value.length, 4)
  return Buffer.concat([head, key, value])
}

async function* unframe(file: string): AsyncGenerator<{ key: Buffer; value: Buffer }> {
  const handle = await open(file)
  try {
    const head = Buffer.alloc(8)
    while ((await handle.read(head, 0, 8)).bytesRead === 8) {
      const body = Buffer.alloc(head.readUInt32BE(0) + head.readUInt32BE(4))
      if (body.length > 0 && (await handle.read(body, 0, body.length)).bytesRead !== body.length) throw new Error(`${file} ends too early`)
      yield { key: body.subarray(0, head.readUInt32BE(0)), value: body.subarray(head.readUInt32BE(0)) }
    }
  } finally {
    await handle.close()
  }
}

async function writeHashed(file: string, records: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const record of records) {
      digest.update(record)
      bytes += record.length
      yield record
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(file, { mode: 0o600, flush: true }))
  return { bytes, sha256: digest.digest('hex') }
}
