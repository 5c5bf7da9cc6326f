import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ServerScope } from 'nano'
import type { Page } from 'playwright'
import { onTestFailed } from 'vitest'
import type { DisputeTruth } from '#resources/demo/make-disputes.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type Simulators, startSimulators } from '#sync-server/outside/simulators/start-simulators.ts'
import { startOwnStore } from '#sync-server/own-store.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { type DeskScreen, makeDeskScreen } from './desk-screen.ts'
import { launchDesk } from './launch-desk.ts'
import { launchWeb } from './launch-web.ts'
import { seedDisputes } from './seed-disputes.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const root = resolve(import.meta.dirname, '../..')

export const pageFiles = join(root, 'test/fixtures/pages')

export type ShellKind = 'Chromium' | 'Electron'

export type LabDesk = { screen: DeskScreen; page: Page; violations: () => Promise<string[]>; close: () => Promise<void> }

/** A seeded centre behind a line that can be cut, and desks on it: what an e2e suite of the desk starts from. */
export type DeskLab = {
  folder: string
  /** How the disputes have to be decided that the lab was started with. */
  disputes: DisputeTruth[]
  centre: Centre
  /** The centre's store as its administrator sees it. */
  couch: ServerScope
  /** The systems outside, where the lab was started with them. */
  outside: Simulators | undefined
  line: TcpProxy
  /** Opens a desk on the profile of that name, started anew where it is not open. */
  open(kind: ShellKind, name: string): Promise<LabDesk>
  /** Call before each test: what stood on every open desk when it failed is kept as a picture. */
  keepPictures(): void
  close(): Promise<void>
}

export async function startDeskLab(wanted: { disputes?: number; warehouse?: boolean; outside?: boolean } = {}): Promise<DeskLab> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-lab-'))
  const disputes = wanted.disputes === undefined ? [] : await seedDisputes(join(folder, 'centre'), wanted.disputes)
  const outside = wanted.outside === true ? await startSimulators({ knowsEverybody: true }) : undefined
  const store = await startOwnStore({ dataDir: join(folder, 'centre'), passwordIterations: 1000 })
  const centre = await startCentre({
    centralUrl: store.central.url,
    admin: store.central.admin,
    port: 0,
    seed: true,
    webRoot: join(root, 'dist/renderer'),
    ...(wanted.warehouse === true ? { warehouse: { folder: join(folder, 'warehouse') } } : {}),
    ...(outside === undefined ? {} : { outside: outside.settings }),
  })
  const line = await startTcpProxy({ port: Number(new URL(centre.origin).port) })
  const desks = new Map<string, LabDesk>()
  return {
    folder,
    disputes,
    centre,
    couch: openCouchAdmin(store.central),
    outside,
    line,
    async open(kind, name) {
      const profile = join(folder, name)
      const launched =
        kind === 'Electron' ? await launchDesk({ centre: line.origin, profile }) : await launchWeb({ origin: line.origin, profile })
      const { page, violations } = launched
      page.setDefaultTimeout(20_000)
      const close = async () => {
        desks.delete(name)
        await launched.close()
      }
      const desk = { screen: makeDeskScreen(page), page, violations, close }
      desks.set(name, desk)
      return desk
    },
    keepPictures() {
      onTestFailed(async ({ task }) => {
        for (const [name, { page }] of desks) {
          const file = `${task.name.slice(0, 50).replaceAll(/[^\p{L}\d]+/gu, '-')}-${name}.png`
          await page.screenshot({ path: join(root, 'test-results', file) })
        }
      })
    },
    async close() {
      for (const desk of [...desks.values()]) await desk.close()
      await line.close()
      await centre.close()
      await store.close()
      await outside?.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The service worker holds the whole desk: from here on it opens without a network. */
export async function waitUntilKept(page: Page): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
}
