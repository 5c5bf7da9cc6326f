import { request as httpRequest } from 'node:http'
import { startTestServer, type TestServer } from '#test/support/test-server.ts'

/** How the line to CouchDB dies: before a request is sent, or after CouchDB has done it and before anybody hears of it. */
export type Cut = { after: number; heard: boolean }

/** A line to a server that dies for good at one request, as a killed process's does. `count` is how many requests it saw. */
export async function startCutLine(target: string, cut: Cut): Promise<TestServer & { count(): number; cut(): boolean }> {
  let seen = 0
  let dead = false
  const server = await startTestServer((incoming, answer) => {
    seen += 1
    const last = seen === cut.after
    if (dead || (last && !cut.heard)) {
      dead = true
      incoming.socket.destroy()
      return
    }
    if (last) dead = true
    const outgoing = httpRequest(new URL(incoming.url ?? '/', target), { method: incoming.method, headers: incoming.headers }, (got) => {
      if (last) {
        got.resume()
        got.once('end', () => incoming.socket.destroy())
        return
      }
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    outgoing.once('error', () => incoming.socket.destroy())
    incoming.pipe(outgoing)
  })
  return { ...server, count: () => seen, cut: () => dead }
}
