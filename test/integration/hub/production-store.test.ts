import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { makeBackupCode } from '#sync-server/hub/backup-code.ts'
import type { CentreClient } from '#test/integration/centre/centre-client.ts'
import { makeDossier, makePage } from '#test/integration/centre/centre-records.ts'
import { basic, openClient, outcome } from '#test/integration/centre/couch-client.ts'
import { startServerProcess } from '#test/support/server-process.ts'
import { type HubGround, revisionOf, startHubGround, tanAn } from './hub-ground.ts'
import { openHubClient } from './pinned-client.ts'

const run = promisify(execFile)
const HubSecret = z.object({ secret: z.string() })
const program = resolve(import.meta.dirname, '../../../sync-server/hub/backup.ts')
const command = (args: string[], code?: string) => {
  const { MOT_CUA_BACKUP_CODE: _ofThisPc, ...env } = process.env
  const given = code === undefined ? env : { ...env, MOT_CUA_BACKUP_CODE: code }
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { env: given })
}

let ground: HubGround
let desk: CentreClient
let stick = ''

beforeAll(async () => {
  stick = mkdtempSync(join(tmpdir(), 'mc-stick-'))
  ground = await startHubGround()
  await ground.startHub()
  desk = await ground.enrol('hub', 'an.nt')
  ground.line.cut()
})
afterAll(async () => {
  await ground.close()
  rmSync(stick, { recursive: true, force: true })
})

async function write(dossier: Record<string, unknown>): Promise<number> {
  return (await desk.call('POST', `/centre/db/${tanAn.dossiers}/_bulk_docs`, { docs: [dossier] })).status
}

test('lets no second process work on its folder', async () => {
  const second = startServerProcess(['--hub', '--host', '127.0.0.1', '--data', ground.hubDir, '--port', '0', '--no-discovery'])
  await expect(second).rejects.toThrow('đang được một tiến trình Một Cửa khác dùng')
})

// Servers of their own take their time to start on a busy machine.
const slow = { timeout: 300_000 }

test('is backed up while it is written to, and a backup that was damaged is found out', slow, async () => {
  const before = makeDossier()
  const page = makePage(randomBytes(200_000))
  expect(await write(before)).toBe(201)
  await desk.call('PUT', `/centre/db/${tanAn.pages}/${encodeURIComponent(page._id)}`, page)
  const writing = Promise.all(Array.from({ length: 40 }, () => write(makeDossier())))
  await command(['backup', '--data', ground.hubDir, '--to', stick])
  await writing
  const [name = ''] = readdirSync(stick)
  const backup = join(stick, name)
  expect((await command(['verify', '--from', backup, '--data', ground.hubDir])).stdout).toContain('còn nguyên vẹn')
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/.exec((await command(['code', '--data', ground.hubDir])).stdout)?.[0] ?? ''
  expect(ground.hub().said()).toContain(code)

  const restored = join(stick, 'restored')
  await command(['restore', '--from', backup, '--data', restored], code.toLowerCase().replaceAll('-', ' '))
  const hub = await startServerProcess(['--hub', '--host', '127.0.0.1', '--data', restored, '--port', '0', '--no-discovery'])
  const again = openHubClient(hub.pairing, new Map(desk.cookies))
  expect(hub.pairing.split('#')[1]).toBe(ground.hub().pairing.split('#')[1])
  expect(await revisionOf(again, tanAn.dossiers, before._id)).toBeDefined()
  expect(await revisionOf(again, tanAn.pages, page._id)).toBeDefined()
  const places = await Promise.all([again, desk].map((one) => one.call('GET', '/centre/api/place')))
  expect(places[0]?.body).not.toEqual(places[1]?.body)
  // The pool of the backup is void: slots lent since are unknown here, and without a line no other pool can come.
  const slot = await again.call('POST', '/centre/api/slots', { fingerprint: randomBytes(8).toString('hex') })
  expect(slot.status).toBe(409)
  await hub.stop()

  expect((await command(['code', '--data', restored])).stdout).toContain(code)
  // Nothing of it can be read from a stick that was lost, not even by whoever has another hub's code.
  const files = readdirSync(backup, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const secret = readFileSync(join(ground.hubDir, 'hub.json'), 'utf8')
  expect(files.length).toBeGreaterThan(5)
  for (const { parentPath, name: file } of files) {
    const bytes = readFileSync(join(parentPath, file))
    for (const plain of [before._id, HubSecret.parse(JSON.parse(secret)).secret, 'person:an.nt']) expect(bytes.includes(plain)).toBe(false)
  }
  await expect(command(['verify', '--from', backup], makeBackupCode())).rejects.toThrow('máy chủ phòng khác')
  await expect(command(['verify', '--from', backup], code.slice(0, -1))).rejects.toThrow('Mã khôi phục chưa đúng')
  await expect(command(['verify', '--from', backup])).rejects.toThrow('Cần mã khôi phục')
  appendFileSync(join(backup, 'store', '001.data'), 'x')
  await expect(command(['verify', '--from', backup], code)).rejects.toThrow('001.data')
  await expect(command(['restore', '--from', backup, '--data', join(stick, 'other')], code)).rejects.toThrow('001.data')
  const cut = join(backup, 'store', '001.data')
  truncateSync(cut, Math.floor(statSync(cut).size / 2))
  await expect(command(['restore', '--from', backup, '--data', join(stick, 'other')], code)).rejects.toThrow('001.data')
  expect(readdirSync(stick)).not.toContain('other')
})

test('holds all that it acknowledged when it is killed in the middle of replication, and doubles nothing', slow, async () => {
  const dossiers = Array.from({ length: 60 }, () => makeDossier())
  for (const dossier of dossiers) expect(await write(dossier)).toBe(201)
  ground.line.restore()
  ground.line.delay(20)
  for (const _round of [1, 2, 3]) {
    await ground.hub().kill()
    await ground.startHub()
  }
  ground.line.delay(0)
  const cookies = new Map(desk.cookies)
  desk = openHubClient(ground.hub().pairing, cookies)
  const atCentre = await ground.enrol('centre', 'binh.tv')
  await expect
    .poll(
      async () => {
        const found = await Promise.all(dossiers.map(({ _id }) => revisionOf(atCentre, tanAn.dossiers, _id)))
        return found.filter((rev) => rev === undefined).length
      },
      { timeout: 200_000, interval: 500 },
    )
    .toBe(0)
  for (const { _id } of dossiers) {
    const path = `/centre/db/${tanAn.dossiers}/${encodeURIComponent(_id)}?open_revs=all`
    expect((await atCentre.call('GET', path, undefined, { accept: 'application/json' })).body).toHaveLength(1)
    expect(await revisionOf(desk, tanAn.dossiers, _id)).toBe(await revisionOf(atCentre, tanAn.dossiers, _id))
  }
})

test('grants slots from the pool of the centre and never beyond it', async () => {
  ground.line.cut()
  const granted: number[] = []
  for (let index = 0; index < 60; index++) {
    const answer = await desk.call('POST', '/centre/api/slots', { fingerprint: randomBytes(8).toString('hex') })
    if (answer.status === 200 && typeof answer.body === 'object' && answer.body !== null && 'slot' in answer.body)
      granted.push(Number(answer.body.slot))
    else expect(answer.status).toBe(409)
  }
  expect(granted.length).toBeGreaterThan(0)
  expect(granted.length).toBeLessThanOrEqual(40)
  expect(new Set(granted).size).toBe(granted.length)
})

test('refuses a write on a full disk with 507, keeps what it has, and goes on when there is room', async (context) => {
  const small = mkdtempSync(join(tmpdir(), 'mc-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=90m', 'tmpfs', small], { stdio: 'ignore' })
  } catch {
    rmSync(small, { recursive: true })
    return context.skip('this machine may not mount a small disk')
  }
  try {
    const admin = { name: 'boss', password: 'only-for-this-test' }
    const store = await serveEmbedded({ dataDir: join(small, 'store'), admin, known: new Map(), passwordIterations: 1000 })
    const client = openClient(store.origin, basic(admin.name, admin.password))
    await client('PUT', '/db')
    expect(outcome(await client('PUT', '/db/first', { json: { n: 1 } }))).toBe('201')
    execFileSync('dd', ['if=/dev/zero', `of=${join(small, 'ballast')}`, 'bs=1M', 'count=60'], { stdio: 'ignore' })
    await expect
      .poll(async () => outcome(await client('PUT', `/db/${randomBytes(4).toString('hex')}`, { json: {} })))
      .toMatch(/^507 insufficient_storage/)
    expect((await client('GET', '/db/first')).body).toMatchObject({ n: 1 })
    rmSync(join(small, 'ballast'))
    await expect.poll(async () => outcome(await client('PUT', `/db/${randomBytes(4).toString('hex')}`, { json: {} }))).toBe('201')
    await store.close()
  } finally {
    execFileSync('umount', [small])
    rmSync(small, { recursive: true })
  }
})
