import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createInterface } from 'node:readline'
import { findProgram, installOnDebian } from '#test/support/find-browser.ts'
import { readDurable } from './synced-bytes.ts'

const traced = 'write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,openat,rename,renameat,renameat2'
const attachMs = 30_000

/** A trace of one process, and how to make the profile that a power cut at its end would have left. */
export type FileTrace = {
  /** Call when the process is dead. Answers how many syncs there were. */
  cutPower(after: string): Promise<{ syncs: number; dropped: number }>
}

export function findStrace(): string {
  const found = canTrace() ? findProgram('strace') : undefined
  if (found === undefined) throw new Error('power-cut needs strace')
  return found
}

/** Whether there is a strace here, or one can be had. */
export function canTrace(): boolean {
  return process.platform === 'linux' && (findProgram('strace') !== undefined || installOnDebian(['strace']))
}

/** Follows what a process writes and syncs below a folder from now on; what lies there now counts as durable. */
export async function traceFiles({ pid, folder, scratch }: { pid: number; folder: string; scratch: string }): Promise<FileTrace> {
  const log = `${scratch}.strace`
  const before = `${scratch}.before`
  cpSync(folder, before, { recursive: true })
  const sizes = new Map(listFiles(folder).map((path) => [path, statSync(path).size]))
  const words = ['-f', '-y', '-ttt', '-s', '0', '-e', `trace=${traced}`, '-e', 'signal=none', '-o', log, '-p', String(pid)]
  const strace = spawn(findStrace(), words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(strace, 'exit')
  await new Promise<void>((attached, refuse) => {
    const late = setTimeout(() => refuse(new Error('strace did not attach')), attachMs)
    createInterface(strace.stderr).on('line', (line) => {
      if (!/attached/.test(line)) return
      clearTimeout(late)
      attached()
    })
    strace.once('exit', (code) => refuse(new Error(`strace ended with ${code}`)))
  })
  return {
    async cutPower(after) {
      await ended
      const durable = readDurable(readFileSync(log, 'utf8'), sizes)
      const dropped = dropUnsynced({ durable: durable.synced, folder, after })
      for (const { from, to } of durable.looseRenames) undoRename({ from, to, folder, before, after })
      rmSync(before, { recursive: true, force: true })
      return { syncs: durable.syncs, dropped }
    },
  }
}

type Cut = { durable: Map<string, number>; folder: string; after: string }

/** Keeps of each written file what was synced; a file of which nothing was is gone. Answers the bytes that went. */
function dropUnsynced({ durable, folder, after }: Cut): number {
  let dropped = 0
  for (const [path, synced] of durable) {
    const copy = join(after, relative(folder, path))
    if (relative(folder, path).startsWith('..') || !existsSync(copy) || !statSync(copy).isFile()) continue
    const { size } = statSync(copy)
    dropped += Math.max(0, size - synced)
    if (synced === 0) rmSync(copy)
    else if (synced < size) truncateSync(copy, synced)
  }
  return dropped
}

function undoRename({
  from,
  to,
  folder,
  before,
  after,
}: {
  from: string
  to: string
  folder: string
  before: string
  after: string
}): void {
  const name = relative(folder, to)
  if (name.startsWith('..') || relative(folder, from).startsWith('..')) return
  const old = join(before, name)
  rmSync(join(after, name), { force: true })
  if (existsSync(old)) cpSync(old, join(after, name))
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
