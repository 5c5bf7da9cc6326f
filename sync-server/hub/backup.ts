import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkBackup, restoreStore, StoreManifest } from '#sync-server/embedded/backup.ts'
import { FolderInUse, lockFolder } from '#sync-server/embedded/folder-lock.ts'
import { readOwnAdmin, startOwnStore } from '#sync-server/own-store.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { randomFingerprint } from './enrol-hub.ts'
import { findHubPaper, writeHubPaper } from './hub-paper.ts'
import { markRestored } from './restored-mark.ts'
import { findRunning } from './running-file.ts'
import { ask, localSide } from './side.ts'
import { syncFolder } from './write-whole.ts'

/*
 * Backup of an office's hub, while it runs or not:
 *   node sync-server/hub/backup.ts backup --data DIR --to FOLDER     a new folder inside FOLDER, e.g. a USB stick
 *   node sync-server/hub/backup.ts verify --from FOLDER
 *   node sync-server/hub/backup.ts restore --from FOLDER --data DIR  DIR must be empty
 * A backup holds personal data and the hub's keys as they are: the stick has to be encrypted or locked away.
 */

/** Beside the store: who the hub is to the centre, to its desks, and to itself. */
const papers = ['hub.json', 'certificate.json', 'administrator.json']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, to: { type: 'string' }, from: { type: 'string' } },
})
const folder = (name: 'data' | 'to' | 'from'): string => resolve(z.string({ error: `--${name} is needed` }).parse(values[name]))

const commands: Record<string, () => Promise<string>> = {
  backup: () => backUp(folder('data'), folder('to')),
  verify: () => verify(folder('from')),
  restore: () => restore(folder('from'), folder('data')),
}

try {
  const command = commands[positionals[0] ?? '']
  if (command === undefined) throw new Error('backup | verify | restore')
  process.stdout.write(`${await command()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function backUp(dataDir: string, to: string): Promise<string> {
  const target = join(to, `mot-cua-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(join(target, 'papers'), { recursive: true, mode: 0o700 })
  for (const paper of papers) if (existsSync(join(dataDir, paper))) copyFileSync(join(dataDir, paper), join(target, 'papers', paper))
  const manifest = await withStore(dataDir, async (access) => {
    const answer = await ask(localSide(access), '/_backup', StoreManifest, {
      json: { to: join(target, 'store') },
      timeoutMs: 6 * 3_600_000,
    })
    if (!answer.ok) throw new Error(answer.reason)
    return answer.value
  })
  syncFolder(target)
  const wrong = await checkBackup(join(target, 'store'))
  if (wrong.length > 0) throw new Error(`Bản sao không dùng được:\n${wrong.join('\n')}`)
  const megabytes = manifest.databases.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
  return `Đã sao lưu và kiểm tra ${manifest.databases.length} cơ sở dữ liệu (${megabytes.toFixed(1)} MB) vào ${target}`
}

async function verify(from: string): Promise<string> {
  const wrong = await checkBackup(join(from, 'store'))
  if (wrong.length > 0) throw new Error(`Bản sao không dùng được:\n${wrong.join('\n')}`)
  return `Bản sao ${basename(from)} còn nguyên vẹn.`
}

/** The store first, the hub's own papers last: a restore that was cut short leaves a folder that no hub starts from. */
async function restore(from: string, dataDir: string): Promise<string> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) throw new Error(`${dataDir} không trống.`)
  await verify(from)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  const entries = await restoreStore(join(from, 'store'), join(dataDir, 'store'))
  markRestored(dataDir)
  for (const paper of papers.toReversed()) {
    const file = join(from, 'papers', paper)
    if (existsSync(file)) copyFileSync(file, join(dataDir, paper))
  }
  // Another fingerprint: the centre grants another pool, and desks bring what came after the backup.
  const paper = findHubPaper(dataDir)
  if (paper !== undefined) writeHubPaper(dataDir, { ...paper, fingerprint: randomFingerprint() })
  syncFolder(dataDir)
  await lock.release()
  return `Đã khôi phục ${entries} bản ghi vào ${dataDir}.`
}

/** The running hub's store, or one of our own where no hub runs. */
async function withStore<T>(dataDir: string, act: (access: CentralAccess) => Promise<T>): Promise<T> {
  const store = await startOwnStore({ dataDir, passwordIterations: 600_000 }).catch((error: unknown) => {
    if (error instanceof FolderInUse) return undefined
    throw error
  })
  if (store !== undefined) return act(store.central).finally(() => store.close())
  const running = findRunning(dataDir)
  if (running === undefined) throw new Error('Máy chủ phòng đang chạy nhưng chưa sẵn sàng, xin thử lại.')
  return act({ url: running.store, admin: readOwnAdmin(dataDir) })
}
