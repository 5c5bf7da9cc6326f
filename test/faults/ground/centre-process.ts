import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const root = resolve(import.meta.dirname, '../../..')
const startMs = 300_000

/** A centre as it runs in production: a process of its own, which can be killed and started again on the same data and port. */
export type CentreProcess = {
  port: number
  origin: string
  dataDir: string
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export type CentreProcessOptions = { folder: string; webRoot: string; central?: string; dossiers?: boolean }

export async function startCentreProcess(options: CentreProcessOptions): Promise<CentreProcess> {
  const dataDir = join(options.folder, 'centre')
  let running = await spawnCentre(options, dataDir, 0)
  const { port } = running
  const end = async (signal: NodeJS.Signals) => {
    const { child } = running
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    kill: () => end('SIGKILL'),
    async start() {
      running = await spawnCentre(options, dataDir, port)
    },
    close: () => end('SIGTERM'),
  }
}

async function spawnCentre({ folder, webRoot, central }: CentreProcessOptions, dataDir: string, port: number) {
  const store = central === undefined ? ['--data', dataDir] : ['--central', central]
  const words = [join(root, 'sync-server/index.ts'), ...store, '--port', String(port), '--web', webRoot, '--seed']
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LOG_LEVEL: 'warn' } })
  child.stderr.on('data', (text) => appendFileSync(join(folder, 'centre.log'), text))
  return { child, port: await readPort(child, join(folder, 'centre.log')) }
}

const Listening = z.object({ listening: z.url() })

/** The port, once the centre says that it listens; the rest of what it says is its log. */
function readPort(child: ChildProcess, log: string): Promise<number> {
  return new Promise((answer, refuse) => {
    const late = setTimeout(() => refuse(new Error(`the centre did not start; see ${log}`)), startMs)
    child.once('exit', (code) => refuse(new Error(`the centre ended with ${code}; see ${log}`)))
    if (child.stdout === null) return refuse(new Error('no output of the centre'))
    createInterface(child.stdout).on('line', (line) => {
      appendFileSync(log, `${line}\n`)
      const said = Listening.safeParse(toJson(line))
      if (!said.success) return
      clearTimeout(late)
      answer(Number(new URL(said.data.listening).port))
    })
  })
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
