import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

const versions = '/usr/lib/postgresql'

/** Folder of a PostgreSQL's programs, 15 or newer, where this machine has one. */
export function findPostgres(): string | undefined {
  if (!existsSync(versions)) return undefined
  const newest = readdirSync(versions)
    .filter((name) => Number(name) >= 15)
    .sort((a, b) => Number(b) - Number(a))
  return newest.map((name) => join(versions, name, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}

/** It refuses to run as root, where containers and build machines often run everything. */
function findOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

export type PostgresServer = {
  url: string
  /** Ends it as a power cut does, and starts it again on the same folder. */
  killAndRestart(): Promise<void>
  close(): Promise<void>
}

/** A PostgreSQL of one's own: a folder under the temporary one, reached by a socket in it and by nobody else. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-pg-'))
  const owner = findOwner()
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'boss', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
  })
  const start = async () => {
    const settings = ['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB']
    const child = spawn(join(bin, 'postgres'), ['-D', data, '-k', folder, '-h', '', ...settings], {
      ...owner,
      cwd: folder,
      stdio: 'ignore',
    })
    return { child, ended: once(child, 'exit') }
  }
  const url = `postgres://boss@localhost/postgres?host=${encodeURIComponent(folder)}`
  let running = await start()
  await untilReady(url)
  return {
    url,
    async killAndRestart() {
      running.child.kill('SIGKILL')
      await running.ended
      for (;;) {
        running = await start()
        // Its children may hold the shared memory for a moment longer, and then it does not start.
        const up = await Promise.race([untilReady(url).then(() => true), running.ended.then(() => false)])
        if (up) return
      }
    },
    async close() {
      running.child.kill('SIGINT')
      await running.ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + 60_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.query('select 1')
      return
    } catch (error) {
      if (performance.now() > until) throw error
      await wait(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
