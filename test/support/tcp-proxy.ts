import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What the line does: carries, answers every call with a reset, or swallows everything without a word. */
export type LineState = 'up' | 'reset' | 'silent'

export type TcpProxy = {
  origin: string
  port: number
  /** Cuts the line: open connections die at once, new ones are reset (default) or left hanging. */
  cut: (how?: Exclude<LineState, 'up'>) => void
  restore: () => void
  /** Every chunk waits this long in each direction. */
  delay: (ms: number) => void
  /** Bytes carried towards the target so far. */
  sentBytes: () => number
  close: () => Promise<void>
}

/** A real TCP line in front of a server, which tests cut: what a browser's "offline" switch does not show. */
export async function startTcpProxy(target: { port: number; host?: string }): Promise<TcpProxy> {
  let state: LineState = 'up'
  let delayMs = 0
  let sentBytes = 0
  const sockets = new Set<Socket>()

  const carry = (from: Socket, to: Socket, count: (bytes: number) => void) => {
    // Chunks keep their order: each waits for the one before it.
    let last: Promise<unknown> = Promise.resolve()
    from.on('data', (chunk: Uint8Array<ArrayBuffer>) => {
      const held = delayMs > 0 ? wait(delayMs) : undefined
      last = last.then(async () => {
        await held
        if (state !== 'up' || to.destroyed) return
        count(chunk.length)
        if (!to.write(chunk)) {
          from.pause()
          to.once('drain', () => from.resume())
        }
      })
    })
    from.on('end', () => void last.then(() => to.end()))
  }

  const server = createServer((near) => {
    track(sockets, near)
    if (state === 'reset') return void near.resetAndDestroy()
    if (state === 'silent') return
    const far = connect({ port: target.port, host: target.host ?? '127.0.0.1' })
    track(sockets, far)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    carry(near, far, (bytes) => {
      sentBytes += bytes
    })
    carry(far, near, () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  const dropAll = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    cut: (how = 'reset') => {
      state = how
      // A silent line keeps its connections open, as a pulled cable does.
      if (how === 'reset') dropAll()
    },
    restore: () => {
      state = 'up'
      // What hung in silence lost bytes; it cannot be continued.
      dropAll()
    },
    delay: (ms) => {
      delayMs = ms
    },
    sentBytes: () => sentBytes,
    close: async () => {
      dropAll()
      server.close()
      await once(server, 'close')
    },
  }
}

function track(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  // The other end vanishing is what this proxy is for.
  socket.on('error', () => undefined)
}
