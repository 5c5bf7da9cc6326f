import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from './write-whole.ts'

const Running = z.object({ pid: z.number().int(), store: z.url() })

const fileOf = (dataDir: string): string => join(dataDir, 'running.json')

/** Tells the backup command where the running hub's store listens (on the loopback address, for its administrator only). */
export function tellWhereWeRun(dataDir: string, store: string): string {
  const file = fileOf(dataDir)
  writeWhole(file, JSON.stringify({ pid: process.pid, store }))
  return file
}

/** What the file says; it may be of a hub that was killed, so whoever uses it must find out whether somebody answers. */
export function findRunning(dataDir: string): z.infer<typeof Running> | undefined {
  const file = fileOf(dataDir)
  return existsSync(file) ? Running.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
