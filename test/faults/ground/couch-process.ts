import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { groupOf, signalGroup } from './process-tree.ts'

const startMs = 60_000

/** A CouchDB of the test's own, single node, without a name in the network: only such a one may be killed. */
export type CouchProcess = { url: string; kill(): Promise<void>; start(): Promise<void>; close(): Promise<void> }

/** @param program path of CouchDB's own start script, `bin/couchdb` of a release */
export async function startCouchProcess(program: string, folder: string): Promise<CouchProcess> {
  const port = await findFreePort()
  const password = 'faults-only'
  await mkdir(folder, { recursive: true })
  const settings = join(folder, 'local.ini')
  await writeFile(settings, toSettings({ folder, port, password }))
  const machine = join(folder, 'vm.args')
  await writeFile(machine, '-kernel error_logger silent\n-sasl sasl_error_logger false\n+K true\n+Bd -noinput\n')
  const home = join(dirname(program), '..')
  const env = {
    ...process.env,
    ERL_FLAGS: `-couch_ini ${join(home, 'etc/default.ini')} ${settings}`,
    COUCHDB_ARGS_FILE: machine,
  }
  const launch = async () => {
    const child = spawn(program, [], { env, detached: true, stdio: 'ignore' })
    await waitUntilUp(`http://127.0.0.1:${port}/_up`)
    return child
  }
  let child = await launch()
  const end = async () => {
    const group = child.pid === undefined ? undefined : groupOf(child.pid)
    if (child.exitCode !== null || child.signalCode !== null || group === undefined) return
    const gone = once(child, 'exit')
    signalGroup(group, 'SIGKILL')
    await gone
  }
  return {
    url: `http://admin:${password}@127.0.0.1:${port}`,
    kill: end,
    async start() {
      child = await launch()
    },
    close: end,
  }
}

function toSettings({ folder, port, password }: { folder: string; port: number; password: string }): string {
  return [
    '[couchdb]',
    'single_node = true',
    `database_dir = ${join(folder, 'data')}`,
    `view_index_dir = ${join(folder, 'data')}`,
    '[cluster]',
    'q = 1',
    'n = 1',
    '[chttpd]',
    `port = ${port}`,
    'bind_address = 127.0.0.1',
    '[admins]',
    `admin = ${password}`,
    '[log]',
    'writer = file',
    `file = ${join(folder, 'couch.log')}`,
    'level = warning',
    '',
  ].join('\n')
}

async function waitUntilUp(address: string): Promise<void> {
  const until = Date.now() + startMs
  for (;;) {
    const up = await fetch(address).then(
      (answer) => answer.ok,
      () => false,
    )
    if (up) return
    if (Date.now() > until) throw new Error(`${address} does not answer`)
    await wait(100)
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
