import { readFile, stat, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronPath, type LaunchedDesk, launchDesk } from '#test/support/launch-desk.ts'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'
import { startTestServer, type TestServer } from '#test/support/test-server.ts'

type Seen = { headers: IncomingMessage['headers']; url: string }

describe.skipIf(!electronPath)('the way from the page to the centre', () => {
  const seen: Seen[] = []
  const streams = new Set<ServerResponse>()
  let server: TestServer
  let line: TcpProxy
  let desk: LaunchedDesk

  beforeAll(async () => {
    server = await startTestServer((request, response) => answer(request, response, { seen, streams }))
    line = await startTcpProxy(server)
    desk = await launchDesk({ centre: line.origin })
  })
  afterAll(async () => {
    await desk?.close()
    await line?.close()
    await server?.close()
  })

  const ask = (path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    desk.page.evaluate(
      async ({ path, init }) => {
        const answer = await fetch(path, init)
        return { status: answer.status, body: await answer.text(), headers: Object.fromEntries(answer.headers.entries()) }
      },
      { path, init },
    )

  it('keeps the cookies of the centre out of the page and sends them with later requests', async () => {
    const signedIn = await ask('/centre/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    expect(signedIn.headers).not.toHaveProperty('set-cookie')
    expect(await desk.page.evaluate(() => document.cookie)).toBe('')
    await ask('/centre/api/device?full=1')
    expect(seen.at(-1)?.headers.cookie).toBe('device=d-1; official=o-1')
    expect(seen.at(-1)?.url).toBe('/centre/api/device?full=1')
  })

  it('tells the centre nothing of the page but what the request says', async () => {
    await ask('/centre/api/device', { headers: { 'if-none-match': '"7"' } })
    const headers = seen.at(-1)?.headers ?? {}
    expect(headers['if-none-match']).toBe('"7"')
    for (const name of ['origin', 'referer']) expect(headers).not.toHaveProperty(name)
  })

  it('passes errors of the centre on as they are', async () => {
    expect(await ask('/centre/api/nothing')).toMatchObject({ status: 404, body: '{"code":"not_found"}' })
  })

  it('carries a body of 30 MB in both directions', { timeout: 600_000 }, async () => {
    const echoed = await desk.page.evaluate(async () => {
      const bytes = new Uint8Array(30 * 1024 * 1024)
      for (let at = 0; at < bytes.length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
      const hash = async (of: ArrayBuffer | Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', of)).join()
      const answer = await fetch('/centre/api/echo', { method: 'PUT', body: bytes })
      return (await hash(bytes)) === (await hash(await answer.arrayBuffer()))
    })
    expect(echoed).toBe(true)
  })

  it('streams change notices as they come, and hangs up when the page does', async () => {
    await desk.page.evaluate(() => {
      const source = new EventSource('/centre/api/changes')
      const changes: string[] = []
      source.addEventListener('change', (event) => changes.push(String(event.data)))
      Reflect.set(window, 'notices', { source, changes })
    })
    await expect.poll(() => streams.size).toBe(1)
    for (const [number, stream] of [...streams].entries()) stream.write(`event: change\ndata: {"seq":"${number + 1}"}\n\n`)
    await expect.poll(() => desk.page.evaluate(() => Reflect.get(window, 'notices').changes)).toEqual(['{"seq":"1"}'])
    await desk.page.evaluate(() => Reflect.get(window, 'notices').source.close())
    await expect.poll(() => streams.size).toBe(0)
  })

  it('answers unreachable while the line is cut, and works again when it is back', async () => {
    line.cut()
    expect(await ask('/centre/api/device')).toMatchObject({ status: 502, body: '{"code":"unreachable"}' })
    line.restore()
    expect((await ask('/centre/api/device')).status).toBe(200)
  })

  it('lets the page give up on a silent line', async () => {
    line.cut('silent')
    const outcome = await desk.page.evaluate(() =>
      fetch('/centre/api/device', { signal: AbortSignal.timeout(500) }).then(String, (error: Error) => error.name),
    )
    expect(outcome).toBe('TimeoutError')
    line.restore()
  })

  it('keeps lasting cookies over a restart, readable by their owner alone, and forgets those of the session', async () => {
    await desk.app.close()
    const file = join(desk.profile, 'centre.json')
    expect((await stat(file)).mode & 0o077).toBe(0)
    const again = await launchDesk({ centre: line.origin, profile: desk.profile })
    await again.page.evaluate(() => fetch('/centre/api/device'))
    expect(seen.at(-1)?.headers.cookie).toBe('device=d-1')
    await again.close()
  })

  it('never sends one centre the cookies of another', async () => {
    const other = await startTcpProxy(server)
    const moved = await launchDesk({ centre: other.origin, profile: desk.profile })
    await moved.page.evaluate(() => fetch('/centre/api/device'))
    expect(seen.at(-1)?.headers.cookie).toBeUndefined()
    await moved.close()
    await other.close()
  })

  it('reads the centre from the profile where the environment names none, and starts without one', async () => {
    await writeFile(join(desk.profile, 'config.json'), JSON.stringify({ centre: line.origin }))
    const configured = await launchDesk({ profile: desk.profile })
    expect(await configured.page.evaluate(async () => (await fetch('/centre/api/device')).status)).toBe(200)
    await configured.close()
    const alone = await launchDesk()
    expect(await alone.page.evaluate(async () => (await fetch('/centre/api/device')).status)).toBe(502)
    await alone.close()
  })

  it('holds no cookie in plain where the system has a key store', async () => {
    const stored = JSON.parse(await readFile(join(desk.profile, 'centre.json'), 'utf8'))
    expect(stored.sealed ? stored.body.includes('d-1') : stored.body.includes('d-1')).toBe(!stored.sealed)
  })
})

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { seen, streams }: { seen: Seen[]; streams: Set<ServerResponse> },
): void {
  const path = new URL(request.url ?? '/', 'http://centre').pathname
  seen.push({ headers: request.headers, url: request.url ?? '' })
  if (path === '/centre/api/session') {
    response.setHeader('set-cookie', [
      'official=o-1; Path=/centre; HttpOnly; SameSite=Strict',
      'device=d-1; Path=/centre/api; HttpOnly; SameSite=Strict; Max-Age=86400',
    ])
    response.end('{}')
  } else if (path === '/centre/api/device') response.end('{}')
  else if (path === '/centre/api/echo') {
    // Whole before back: Chromium reads no answer while it still sends.
    const chunks: Uint8Array<ArrayBuffer>[] = []
    request.on('data', (chunk: Uint8Array<ArrayBuffer>) => chunks.push(chunk)).on('end', () => response.end(Buffer.concat(chunks)))
  } else if (path === '/centre/api/changes') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    streams.add(response)
    response.on('close', () => streams.delete(response))
  } else response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"not_found"}')
}
