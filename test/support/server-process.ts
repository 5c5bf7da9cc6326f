import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../..')
const Ready = z.object({ listening: z.string(), pairing: z.string().optional() })

export type ServerProcess = {
  origin: string
  pairing: string
  /** What it said on its standard error so far. */
  said(): string
  stop(): Promise<void>
  /** `kill -9`, as a power cut. */
  kill(): Promise<void>
}

/** A real centre or hub in a process of its own: `node sync-server/index.ts …`. Rejects with what it said where it did not start. */
export async function startServerProcess(args: string[], env: Record<string, string> = {}): Promise<ServerProcess> {
  const program = ['--disable-warning=ExperimentalWarning', resolve(root, 'sync-server/index.ts')]
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const exited = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    exited.then(() => Promise.reject(new Error(`the server did not start: ${said}`))),
  ])
  const { listening, pairing = '' } = Ready.parse(JSON.parse(z.string().parse(line)))
  return {
    origin: listening,
    pairing,
    said: () => said,
    stop: () => end(child, 'SIGTERM', exited),
    kill: () => end(child, 'SIGKILL', exited),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals, exited: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  await exited
}
