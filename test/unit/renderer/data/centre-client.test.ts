import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createCentreClient } from '#renderer/data/centre/centre-client.ts'

/** Answers how much JSON it was sent, and as what. */
const server = createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  response.end(JSON.stringify({ type: request.headers['content-type'], signs: JSON.parse(text).data.length }))
})
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => server.close())

const Echo = z.object({ type: z.string(), signs: z.number() })

test.each([
  [10, 'string'],
  [2_000_000, 'object'],
])('a body of %i signs arrives whole as JSON, a large one handed over as a blob', async (signs, kind) => {
  const send = vi.spyOn(globalThis, 'fetch')
  const client = createCentreClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const answer = await client.ask('/db/x', Echo, { method: 'PUT', body: { data: 'a'.repeat(signs) } })
  expect(answer).toMatchObject({ kind: 'ok', value: { type: 'application/json', signs } })
  expect(typeof send.mock.calls[0]?.[1]?.body).toBe(kind)
  send.mockRestore()
})
