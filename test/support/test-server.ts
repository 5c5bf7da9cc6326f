import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'

export type TestServer = { origin: string; port: number; close: () => Promise<void> }

/** A real HTTP server on the loopback address for one test. */
export async function startTestServer(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
