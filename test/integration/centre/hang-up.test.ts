import { randomBytes } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { ClientRequest } from 'node:http'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { buildApi } from '#sync-server/api/serve-api.ts'
import { seedDemo } from '#sync-server/seed-demo.ts'
import { openCentreClient } from './centre-client.ts'
import { startReconciliationGround } from './reconciliation-ground.ts'

test('a desk that hangs up in the middle of a request is no error of the centre', async () => {
  const ground = await startReconciliationGround(undefined)
  await seedDemo(ground.couch, { now: Date.now(), dossiers: false })
  const lines: string[] = []
  const sink = new PassThrough()
  sink.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8')))
  const app = await buildApi({ central: ground.central, log: pino({ level: 'debug', base: null }, sink) })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const client = openCentreClient(origin)
  await client.call('POST', '/centre/api/session', { login: 'an.nt', password: 'motcua-2026' })
  await client.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: randomBytes(8).toString('hex') })
  const asksCouch = nextRequestTo('/catalog/_changes')
  const gone = new AbortController()
  const asked = fetch(`${origin}/centre/db/catalog/_changes?feed=longpoll&since=now&heartbeat=60000`, {
    headers: { cookie: `mc_device=${client.cookies.get('mc_device')}` },
    signal: gone.signal,
  }).catch(() => 'gone')
  const request = await asksCouch
  const ended = new Promise((resolve) => request.once('close', resolve))
  gone.abort()
  expect(await asked).toBe('gone')
  await ended
  expect((await fetch(`${origin}/centre/health`)).status).toBe(200)
  expect(lines.filter((line) => line.includes('central_unavailable') || line.includes('"level":50'))).toEqual([])
  await app.close()
  await ground.close()
})

/** The request that the centre itself makes to CouchDB, as soon as it is under way. */
function nextRequestTo(path: string): Promise<ClientRequest> {
  return new Promise((resolve) => {
    const look = (message: unknown): void => {
      const { request } = z.object({ request: z.instanceof(ClientRequest) }).parse(message)
      if (!request.path.startsWith(path)) return
      unsubscribe('http.client.request.start', look)
      resolve(request)
    }
    subscribe('http.client.request.start', look)
  })
}
