import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const Answer = z.object({ wallMs: z.number(), ms: z.array(z.number()), errors: z.number() })
export type DriveAnswer = z.infer<typeof Answer>

export type DrivePlan = {
  do: 'load' | 'push'
  base: string
  dossiers: string
  journal: string
  desks: { cookie: string; dossiers: object[]; events: object[] }[]
}

const longestMs = 20 * 60_000

/** Runs one plan in a driver process and answers its times. */
export async function runDrive(folder: string, plan: DrivePlan): Promise<DriveAnswer> {
  const file = join(folder, `plan-${randomUUID()}.json`)
  await writeFile(file, JSON.stringify(plan))
  try {
    return Answer.parse(JSON.parse(await output(file)))
  } finally {
    await rm(file, { force: true })
  }
}

function output(file: string): Promise<string> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'drive.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return new Promise((settle, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? settle(text) : reject(new Error(`The driver ended with ${code}.`))))
  })
}
