import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { lockFolder } from './embedded/folder-lock.ts'
import { StoreThreadAnswer, type StoreThreadData } from './own-store-messages.ts'
import type { CentralAccess } from './provision/couch-admin.ts'

export type OwnStoreOptions = {
  dataDir: string
  admin?: { name: string; password: string } | undefined
  /** Cost of a new password's derivation. */
  passwordIterations: number
}

export type OwnStore = { central: CentralAccess; close(): Promise<void> }

/**
 * The embedded store in a folder of its own, which no other process may use meanwhile. It works in a thread of its own, so that reading and
 * judging for one desk does not hold up the service of the others (docs/adr/0034).
 */
export async function startOwnStore(options: OwnStoreOptions): Promise<OwnStore> {
  const { dataDir, passwordIterations } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const admin = options.admin ?? readOwnAdmin(dataDir)
    const thread = await startThread({ dataDir: join(dataDir, 'store'), admin, passwordIterations, cookieSeconds: 8 * 3600 })
    return {
      central: { url: thread.origin, admin },
      async close() {
        await thread.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** An error that nobody caught in it ends the process, as if it had happened here: what was acknowledged is on the disk. */
async function startThread(workerData: StoreThreadData): Promise<{ origin: string; close(): Promise<void> }> {
  const worker = new Worker(new URL('./own-store-thread.ts', import.meta.url), { workerData })
  const [begun]: unknown[] = await once(worker, 'message')
  const started = StoreThreadAnswer.parse(begun)
  if (!('origin' in started)) throw new Error('The embedded store did not say where it is.')
  return {
    origin: started.origin,
    async close() {
      const closed = once(worker, 'message')
      worker.postMessage('close')
      await closed
      await worker.terminate()
    },
  }
}

const Admin = z.object({ name: z.string().min(1), password: z.string().min(16) })

/** The embedded store's administrator: made once, known to nobody but this folder. */
export function readOwnAdmin(dataDir: string): z.infer<typeof Admin> {
  const file = join(dataDir, 'administrator.json')
  if (!existsSync(file)) {
    const made = { name: 'centre', password: randomBytes(24).toString('base64url') }
    writeFileSync(file, JSON.stringify(made), { mode: 0o600, flush: true })
  }
  return Admin.parse(JSON.parse(readFileSync(file, 'utf8')))
}
