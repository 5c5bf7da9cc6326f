import { type ChildProcess, spawn } from 'node:child_process'

export type ProcessResult = { code: number | null; stdout: Uint8Array<ArrayBuffer>; stderr: string }

/** `started` gets the process before it has said anything. */
export type ProcessOrder = {
  command: string
  args: string[]
  signal?: AbortSignal
  timeoutMs?: number
  started?: (child: ChildProcess) => void
}

/** Runs a program to its end and collects what it says. Rejects where it cannot start, was aborted or took too long. */
export function runProcess({ command, args, signal, timeoutMs = 180_000, started }: ProcessOrder): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
      windowsHide: true,
    })
    const stdout: Uint8Array<ArrayBuffer>[] = []
    let stderr = ''
    child.stdout.on('data', (chunk: Uint8Array<ArrayBuffer>) => stdout.push(chunk))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    started?.(child)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout: new Uint8Array(Buffer.concat(stdout)), stderr }))
  })
}
