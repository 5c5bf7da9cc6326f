import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { type ServerProcess, startServerProcess } from '#test/support/server-process.ts'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'
import { openHubClient } from './pinned-client.ts'

export const password = 'motcua-2026'
export const tanAn = { dossiers: 'agency-h53-27712-dossiers', journal: 'agency-h53-27712-journal', pages: 'agency-h53-27712-pages' }

/** A centre, a line to it that can be cut, and an office's hub behind that line: all of them real processes. */
export type HubGround = {
  centre: ServerProcess
  line: TcpProxy
  hub(): ServerProcess
  hubDir: string
  /** A desk that signs in and enrols at the hub or at the centre. */
  enrol(at: 'hub' | 'centre', login: string): Promise<CentreClient>
  /** Enrolled by the supervisor of Tân An, or by `login` for their own agency. */
  startHub(more?: string[], login?: string): Promise<ServerProcess>
  close(): Promise<void>
}

export type HubGroundOptions = {
  /** A real CouchDB with its administrator in the URL; the embedded store where none is given. */
  central?: string | undefined
  /** The centre has an embedded warehouse. */
  warehouse?: boolean
}

export async function startHubGround({ central, warehouse = false }: HubGroundOptions = {}): Promise<HubGround> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-hub-'))
  const hubDir = join(folder, 'hub')
  const store = central === undefined ? ['--data', join(folder, 'centre')] : ['--central', central]
  const figures = warehouse ? ['--warehouse', join(folder, 'warehouse')] : []
  const centre = await startServerProcess([...store, ...figures, '--seed', '--port', '0'])
  const line = await startTcpProxy({ port: Number(new URL(centre.origin).port) })
  let hub: ServerProcess | undefined
  const ground: HubGround = {
    centre,
    line,
    hubDir,
    hub() {
      if (hub === undefined) throw new Error('the hub does not run')
      return hub
    },
    async enrol(at, login) {
      const client = at === 'hub' ? openHubClient(ground.hub().pairing) : openCentreClient(centre.origin)
      await until(async () => verdict(await client.call('POST', '/centre/api/session', { login, password })) === '200')
      const wish = { deskName: 'Quầy 1', fingerprint: randomBytes(8).toString('hex') }
      const enrolled = await client.call('POST', '/centre/api/devices', wish)
      if (enrolled.status !== 201) throw new Error(`not enrolled: ${enrolled.text}`)
      return client
    },
    async startHub(more = [], login = 'giang.nv') {
      const args = ['--hub', '--host', '127.0.0.1', '--upstream', line.origin, '--data', hubDir, '--port', '0', '--no-discovery', ...more]
      hub = await startServerProcess(args, { MOT_CUA_HUB_LOGIN: login, MOT_CUA_HUB_PASSWORD: password })
      return hub
    },
    async close() {
      await hub?.stop()
      await line.close()
      await centre.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  return ground
}

/** Waits for a condition of the outside world; fails after two minutes. */
export async function until(condition: () => Promise<boolean>, what = 'the condition'): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!(await condition().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`${what} did not come true`)
    await wait(50)
  }
}

const Revision = z.looseObject({ _rev: z.string() })

/** The winning revision of a document as a desk sees it; undefined where it has none. */
export async function revisionOf(desk: CentreClient, database: string, id: string): Promise<string | undefined> {
  const answer = await desk.call('GET', `/centre/db/${database}/${encodeURIComponent(id)}`)
  return Revision.safeParse(answer.body).data?._rev
}
