import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { lockFolder } from './embedded/folder-lock.ts'
import { serveEmbedded } from './embedded/serve-embedded.ts'
import type { CentralAccess } from './provision/couch-admin.ts'
import { knownRules } from './provision/design-documents.ts'

export type OwnStoreOptions = {
  dataDir: string
  admin?: { name: string; password: string } | undefined
  /** Cost of a new password's derivation. */
  passwordIterations: number
}

export type OwnStore = { central: CentralAccess; close(): Promise<void> }

/** The embedded store in a folder of its own, which no other process may use meanwhile. */
export async function startOwnStore(options: OwnStoreOptions): Promise<OwnStore> {
  const { dataDir, passwordIterations } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  try {
    const admin = options.admin ?? readOwnAdmin(dataDir)
    const store = { dataDir: join(dataDir, 'store'), admin, known: knownRules(), passwordIterations, cookieSeconds: 8 * 3600 }
    const embedded = await serveEmbedded(store)
    return {
      central: { url: embedded.origin, admin },
      async close() {
        await embedded.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
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
