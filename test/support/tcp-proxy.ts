import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * What the line does: carries; answers every call with a reset; swallows everything without a word; carries what the desk sends
 * and swallows the answers (half open); or answers by itself, as a broken gateway (502) or a captive portal (HTML) does.
 */
export type LineState = 'up' | 'reset' | 'silent' | 'half-open' | 'bad-gateway' | 'portal'

export type TcpProxy = {
  origin: string
  port: number
  /** Cuts the line: open connections die at once, new ones are reset (default), left hanging or answered wrongly. */
  cut: (how?: Exclude<LineState, 'up'>) => void
  restore: () => void
  /** Every chunk waits this long in each direction. */
  delay: (ms: number) => void
  /** Resets every connection that has carried so many bytes of answers: an answer arrives in half. 0 ends it. */
  halve: (afterBytes: number) => void
  /** Carries no more than this many bytes a second in each direction of a connection; 0 is no limit. */
  slow: (bytesPerSecond: number) => void
  /** Bytes carried towards the target so far. */
  sentBytes: () => number
  close: () => Promise<void>
}

/** Hears calls to `/centre/__fault/…` that a test's own script makes from the page; never carried, answered whatever the line does. */
export type Knock = (path: string) => void

const knockStart = 'POST /centre/__fault/'
const answers: Partial<Record<LineState, string>> = {
  'bad-gateway': answer('502 Bad Gateway', '<html><body>502 Bad Gateway</body></html>'),
  portal: answer('200 OK', '<html><body>Chào mừng đến với Wi-Fi công cộng</body></html>'),
}

/** A real TCP line in front of a server, which tests cut: what a browser's "offline" switch does not show. */
export async function startTcpProxy(target: { port: number; host?: string }, knock?: Knock): Promise<TcpProxy> {
  let state: LineState = 'up'
  let delayMs = 0
  let halfBytes = 0
  let bytesPerSecond = 0
  let sentBytes = 0
  const sockets = new Set<Socket>()

  const carry = (from: Socket, to: Socket, way: { carries: (chunk: Uint8Array) => boolean; count: (bytes: number) => void }) => {
    // Chunks keep their order: each waits for the one before it.
    let last: Promise<unknown> = Promise.resolve()
    from.on('data', (chunk: Uint8Array<ArrayBuffer>) => {
      const held = delayMs > 0 ? wait(delayMs) : undefined
      last = last.then(async () => {
        await held
        if (bytesPerSecond > 0) await wait((chunk.length * 1000) / bytesPerSecond)
        if (to.destroyed || !way.carries(chunk)) return
        way.count(chunk.length)
        if (!to.write(chunk)) {
          from.pause()
          to.once('drain', () => from.resume())
        }
      })
    })
    from.on('end', () => void last.then(() => to.end()))
  }

  /** True where the chunk began a call that the line answers itself. */
  const answerHere = (near: Socket, chunk: Uint8Array): boolean => {
    if (knock !== undefined && startsWithKnock(chunk)) {
      knock(readPath(chunk))
      near.end(answer('204 No Content', ''))
      return true
    }
    const said = answers[state]
    if (said !== undefined) near.end(said)
    return said !== undefined
  }

  const join = (near: Socket) => {
    const far = connect({ port: target.port, host: target.host ?? '127.0.0.1' })
    track(sockets, far)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    const carriesUp = (chunk: Uint8Array) => !answerHere(near, chunk) && (state === 'up' || state === 'half-open')
    carry(near, far, {
      carries: carriesUp,
      count: (bytes) => {
        sentBytes += bytes
      },
    })
    let answered = 0
    carry(far, near, {
      carries: () => state === 'up',
      count: (bytes) => {
        answered += bytes
        if (halfBytes > 0 && answered > halfBytes) near.resetAndDestroy()
      },
    })
  }

  const server = createServer((near) => {
    track(sockets, near)
    if (state === 'up' || state === 'half-open') return join(near)
    if (state === 'reset' && knock === undefined) return void near.resetAndDestroy()
    near.once('data', (chunk: Uint8Array) => {
      if (!answerHere(near, chunk) && state === 'reset') near.resetAndDestroy()
    })
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
      // A silent or half-open line keeps its connections open, as a pulled cable does.
      if (how !== 'silent' && how !== 'half-open') dropAll()
    },
    restore: () => {
      state = 'up'
      // What hung in silence lost bytes; it cannot be continued.
      dropAll()
    },
    delay: (ms) => {
      delayMs = ms
    },
    halve: (afterBytes) => {
      halfBytes = afterBytes
    },
    slow: (limit) => {
      bytesPerSecond = limit
    },
    sentBytes: () => sentBytes,
    close: async () => {
      dropAll()
      server.close()
      await once(server, 'close')
    },
  }
}

function answer(status: string, body: string): string {
  const bytes = Buffer.byteLength(body)
  return `HTTP/1.1 ${status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${bytes}\r\nConnection: close\r\n\r\n${body}`
}

function startsWithKnock(chunk: Uint8Array): boolean {
  return Buffer.from(chunk.subarray(0, knockStart.length)).toString('latin1') === knockStart
}

function readPath(chunk: Uint8Array): string {
  const line = Buffer.from(chunk).toString('latin1').split('\r\n', 1)[0] ?? ''
  return line.split(' ')[1] ?? ''
}

function track(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  // The other end vanishing is what this proxy is for.
  socket.on('error', () => undefined)
}
