import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkBackup, readSealed, restoreStore, StoreManifest, writeSealed } from '#sync-server/embedded/backup.ts'
import { FolderInUse, lockFolder } from '#sync-server/embedded/folder-lock.ts'
import { readOwnAdmin, startOwnStore } from '#sync-server/own-store.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { askLine } from './ask-sign-in.ts'
import { BackupLock, backupCodeFile, keepBackupCode, makeBackupLock, openBackupLock, readBackupCode } from './backup-code.ts'
import { randomFingerprint } from './enrol-hub.ts'
import { findHubPaper, writeHubPaper } from './hub-paper.ts'
import { markRestored } from './restored-mark.ts'
import { findRunning } from './running-file.ts'
import { ask, localSide } from './side.ts'
import { syncFolder, writeWhole } from './write-whole.ts'

/*
 * Backup of an office's hub, while it runs or not, sealed with the hub's recovery code:
 *   node sync-server/hub/backup.ts code --data DIR                   shows the code, to be printed and locked away
 *   node sync-server/hub/backup.ts backup --data DIR --to FOLDER     a new folder inside FOLDER, e.g. a USB stick
 *   node sync-server/hub/backup.ts verify --from FOLDER [--data DIR] the hub's own code, or the one that is typed
 *   node sync-server/hub/backup.ts restore --from FOLDER --data DIR  DIR must be empty; asks for the code
 * The code may also come from MOT_CUA_BACKUP_CODE; never from an argument, which every process of the PC could read.
 */

/** Beside the store: who the hub is to the centre, to its desks, and to itself. */
const papers = ['hub.json', 'certificate.json', 'administrator.json', backupCodeFile]
const Papers = z.record(z.enum(['hub.json', 'certificate.json', 'administrator.json', 'backup-code.json']), z.string().optional())
const papersFile = 'papers.data'
const lockFile = 'lock.json'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, to: { type: 'string' }, from: { type: 'string' } },
})
const folder = (name: 'data' | 'to' | 'from'): string => resolve(z.string({ error: `--${name} is needed` }).parse(values[name]))

const commands: Record<string, () => Promise<string>> = {
  code: async () => tellCode(folder('data')),
  backup: () => backUp(folder('data'), folder('to')),
  verify: () => verify(folder('from')),
  restore: () => restore(folder('from'), folder('data')),
}

try {
  const command = commands[positionals[0] ?? '']
  if (command === undefined) throw new Error('code | backup | verify | restore')
  process.stdout.write(`${await command()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

function tellCode(dataDir: string): string {
  if (findHubPaper(dataDir) === undefined) throw new Error(`${dataDir} không phải thư mục của máy chủ phòng.`)
  return `Mã khôi phục bản sao lưu (in ra, cất trong két, không để cùng USB):\n\n  ${keepBackupCode(dataDir).code}\n`
}

async function backUp(dataDir: string, to: string): Promise<string> {
  const target = join(to, `mot-cua-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  mkdirSync(join(target, 'store'), { recursive: true, mode: 0o700 })
  const { code, isNew } = keepBackupCode(dataDir)
  const { lock, key } = makeBackupLock(requireCode(code))
  writeWhole(join(target, lockFile), JSON.stringify(lock))
  await writeSealed(join(target, papersFile), JSON.stringify(readPapers(dataDir)), key)
  const manifest = await withStore(dataDir, async (access) => {
    const answer = await ask(localSide(access), '/_backup', StoreManifest, {
      json: { to: join(target, 'store'), key: key.toString('hex') },
      timeoutMs: 6 * 3_600_000,
    })
    if (!answer.ok) throw new Error(answer.reason)
    return answer.value
  })
  for (const written of [join(target, 'store'), target]) syncFolder(written)
  await requireWhole(target, key)
  const megabytes = manifest.databases.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
  const done = `Đã sao lưu, mã hóa và kiểm tra ${manifest.databases.length} cơ sở dữ liệu (${megabytes.toFixed(1)} MB) vào ${target}`
  return isNew ? `${done}\n\n${tellCode(dataDir)}` : done
}

async function verify(from: string): Promise<string> {
  await requireWhole(from, await openBackup(from, values.data === undefined ? undefined : keepBackupCode(folder('data')).code))
  return `Bản sao ${basename(from)} còn nguyên vẹn.`
}

/** The store first, the hub's own papers last: a restore that was cut short leaves a folder that no hub starts from. */
async function restore(from: string, dataDir: string): Promise<string> {
  if (existsSync(dataDir) && readdirSync(dataDir).length > 0) throw new Error(`${dataDir} không trống.`)
  const key = await openBackup(from, undefined)
  await requireWhole(from, key)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(dataDir)
  const entries = await restoreStore(join(from, 'store'), join(dataDir, 'store'), key)
  markRestored(dataDir)
  const kept = Papers.parse(JSON.parse(await readSealed(join(from, papersFile), key)))
  for (const [paper, text] of Object.entries(kept).toReversed()) if (text !== undefined) writeWhole(join(dataDir, paper), text)
  // Another fingerprint: the centre grants another pool, and desks bring what came after the backup.
  const paper = findHubPaper(dataDir)
  if (paper !== undefined) writeHubPaper(dataDir, { ...paper, fingerprint: randomFingerprint() })
  syncFolder(dataDir)
  await lock.release()
  return `Đã khôi phục ${entries} bản ghi vào ${dataDir}.`
}

function readPapers(dataDir: string): Record<string, string> {
  const there = papers.filter((paper) => existsSync(join(dataDir, paper)))
  return Object.fromEntries(there.map((paper) => [paper, readFileSync(join(dataDir, paper), 'utf8')]))
}

async function requireWhole(from: string, key: Buffer): Promise<void> {
  const wrong = await checkBackup(join(from, 'store'), key)
  const readable = await readSealed(join(from, papersFile), key).then(
    () => true,
    () => false,
  )
  if (!readable) wrong.push(`${papersFile}: hỏng`)
  if (wrong.length > 0) throw new Error(`Bản sao không dùng được:\n${wrong.join('\n')}`)
}

/** The backup's key by the code that is given, is in the environment, or is typed. */
async function openBackup(from: string, given: string | undefined): Promise<Buffer> {
  const file = join(from, lockFile)
  if (!existsSync(file)) throw new Error(`${from} không phải bản sao lưu của máy chủ phòng.`)
  const lock = BackupLock.parse(JSON.parse(readFileSync(file, 'utf8')))
  const key = openBackupLock(lock, requireCode(given ?? process.env['MOT_CUA_BACKUP_CODE'] ?? (await typeCode())))
  if (key === undefined) throw new Error('Mã khôi phục này là của máy chủ phòng khác, không mở được bản sao.')
  return key
}

function requireCode(text: string): Buffer {
  const secret = readBackupCode(text)
  if (secret === undefined) throw new Error('Mã khôi phục chưa đúng: 28 chữ và số, xem lại tờ giấy đã in.')
  return secret
}

async function typeCode(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('Cần mã khôi phục: đặt MOT_CUA_BACKUP_CODE, hoặc chạy trong cửa sổ lệnh.')
  return askLine('Mã khôi phục (trên tờ giấy đã in): ')
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
