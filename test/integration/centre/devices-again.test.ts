import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerScope } from 'nano'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { buildApi } from '#sync-server/api/serve-api.ts'
import { serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { seedDemo } from '#sync-server/seed-demo.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'

let origin = ''
let couch: ServerScope
let stop: () => Promise<void>
let nowMs = Date.now()

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'mc-devices-'))
  const admin = { name: 'boss', password: randomBytes(12).toString('hex') }
  const store = await serveEmbedded({ dataDir, admin, known: knownRules(), passwordIterations: 1000 })
  const central = { url: store.origin, admin }
  couch = openCouchAdmin(central)
  await provisionCentre(couch)
  await seedDemo(couch, { dossiers: false, now: nowMs })
  const app = await buildApi({ central, now: () => nowMs })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  stop = async () => {
    await app.close()
    await store.close()
    rmSync(dataDir, { recursive: true })
  }
})
afterAll(() => stop())

const Device = z.object({ device: z.string() })

async function signIn(login: string): Promise<CentreClient> {
  const client = openCentreClient(origin)
  expect(verdict(await client.call('POST', '/centre/api/session', { login, password: 'motcua-2026' }))).toBe('200')
  return client
}

async function enrol(client: CentreClient, more: Record<string, unknown> = {}) {
  const answer = await client.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: 'máy-0001', ...more })
  return { status: verdict(answer), device: Device.safeParse(answer.body).data?.device }
}

test('a desk that lost its cookie and proves itself keeps its device id; the lost cookie opens nothing any more', async () => {
  const client = await signIn('an.nt')
  const { device } = await enrol(client)
  const lost = client.cookies.get('mc_device')
  const again = await signIn('an.nt')
  expect(await enrol(again, { known: { device, shown: 'máy-0001' } })).toEqual({ status: '201', device })
  expect(verdict(await again.call('GET', '/centre/api/device'))).toBe('200')
  expect(again.cookies.get('mc_device')).not.toBe(lost)
  expect(verdict(await client.call('GET', '/centre/api/device'))).toBe('401 not_enrolled')
})

test('a desk with a number slot proves itself by what only the newest state of its profile knows', async () => {
  const client = await signIn('an.nt')
  const { device } = await enrol(client)
  const slots = { fingerprint: 'máy-0001', next: 'máy-0001.lượt-2' }
  expect(verdict(await client.call('POST', '/centre/api/slots', slots))).toBe('200')
  expect(verdict(await client.call('POST', '/centre/api/slots', { fingerprint: 'máy-0001.lượt-2', next: 'máy-0001.lượt-3' }))).toBe('200')
  const copy = await enrol(await signIn('an.nt'), { known: { device, shown: 'máy-0001' } })
  expect(copy.status).toBe('201')
  expect(copy.device).not.toBe(device)
  expect(verdict(await client.call('GET', '/centre/api/device'))).toBe('200')
  expect(await enrol(await signIn('an.nt'), { known: { device, shown: 'máy-0001.lượt-3' } })).toEqual({ status: '201', device })
})

test('an official of another agency cannot take a desk over', async () => {
  const client = await signIn('an.nt')
  const { device } = await enrol(client)
  const stranger = await signIn('admin')
  const taken = await enrol(stranger, { known: { device, shown: 'máy-0001' } })
  expect(taken.device).not.toBe(device)
  expect(verdict(await client.call('GET', '/centre/api/device'))).toBe('200')
})

test('a revoked desk does not come back by losing its cookie', async () => {
  const client = await signIn('an.nt')
  const { device } = await enrol(client)
  const admin = await signIn('admin')
  expect(verdict(await admin.call('DELETE', `/centre/api/devices/${device}`))).toBe('200')
  expect((await enrol(await signIn('an.nt'), { known: { device, shown: 'máy-0001' } })).status).toBe('401 device_revoked')
})

test('the rights of an agency read otherwise once a right is taken and as before when it is given back', async () => {
  const client = await signIn('an.nt')
  await enrol(client)
  const rights = async () => {
    nowMs += 10_000
    return (await client.call('GET', '/centre/api/pulse')).text
  }
  const before = await rights()
  expect(await rights()).toBe(before)
  const path = '_security'
  const db = 'agency-h53-27712-dossiers'
  const security: { authors: Record<string, unknown> } = await couch.request({ db, path })
  const { 'person:binh.tv': _, ...authors } = security.authors
  await couch.request({ db, path, method: 'put', body: { ...security, authors } })
  const without = await rights()
  expect(without).not.toBe(before)
  await couch.request({ db, path, method: 'put', body: security })
  expect(await rights()).toBe(before)
})
