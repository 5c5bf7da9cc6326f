import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BridgeRefusal } from '#core/bridge/bridge-refusal.ts'
import { endAfterFailure } from '#main/scan/end-after-failure.ts'
import { saneFailure } from '#main/scan/sane-failure.ts'

/** How long scanimage may take to let go of the scanner. */
const stopMs = 5000

/** One stack of paper. The device stays open between its pages: many feeders throw the stack out when it is closed. */
export type FeederRun = {
  /** The next page; null when the feeder is empty. */
  next: (signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | null>
  stop: () => Promise<void>
}

/**
 * Starts `scanimage --batch --batch-prompt`, which waits for a line before each page, so at most one page lies
 * in its folder (readable by this user alone) and it is removed as soon as it is read.
 */
export async function startFeederRun(args: readonly string[]): Promise<FeederRun> {
  const folder = await mkdtemp(join(tmpdir(), 'mot-cua-scan-'))
  const child = spawn('scanimage', [...args, `--batch=${join(folder, '%d.png')}`, '--batch-print', '--batch-prompt'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  // Writing to a scanimage that has just ended is not an error of ours: `ended` tells.
  child.stdin.on('error', () => undefined)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  endAfterFailure(child)
  const lines = createInterface({ input: child.stdout })

  return {
    next: async (signal) => {
      const file = await askForPage(child, { lines, ended, signal })
      if (signal.aborted) throw new BridgeRefusal('cancelled', 'the scan was cancelled')
      if (file !== undefined) return takeFile(file)
      const failure = saneFailure(stderr)
      if (failure.code === 'no_paper') return null
      throw failure
    },
    stop: async () => {
      if (child.exitCode === null && child.pid !== undefined) child.kill('SIGTERM')
      // A driver that is stuck in its scanner does not hear the first signal; the desk waits for nobody.
      const impatience = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(impatience)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

type Waiting = { lines: ReturnType<typeof createInterface>; ended: Promise<void>; signal: AbortSignal }

/** The path of the page that was scanned; undefined where scanimage ended instead, or the scan was aborted. */
async function askForPage(child: ChildProcess, { lines, ended, signal }: Waiting): Promise<string | undefined> {
  const listening = new AbortController()
  const line = once(lines, 'line', { signal: listening.signal }).then(([text]) => String(text))
  line.catch(() => undefined)
  const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort', { signal: listening.signal }).then(() => undefined)
  aborted.catch(() => undefined)
  child.stdin?.write('\n')
  try {
    return await Promise.race([line, ended.then(() => undefined), aborted.then(() => undefined)])
  } finally {
    listening.abort()
  }
}

async function takeFile(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readFile(file)
  await rm(file)
  return new Uint8Array(bytes)
}
