import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { playFleet } from '#test/support/number-fleet.ts'

const official = { login: 'an.nt', password: 'motcua-2026' }
const clock = { nowMs: Date.parse('2026-11-22T08:00:00+07:00') }

/** Enrolling and hundreds of contacts, on a busy machine. */
const fleetMs = 240_000

let folder: string
let centre: Centre
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mot-cua-fleet-'))
  const common = { port: 0, seed: true, seedDossiers: false, logLevel: 'silent', now: () => clock.nowMs }
  centre = await startCentre({ ...common, dataDir: folder })
})
afterAll(async () => {
  await centre.close()
  await rm(folder, { recursive: true, force: true })
})

test(
  'desks that number offline, with clocks ten years off, power cuts, restored backups and clones, never give one code twice',
  async () => {
    const result = await playFleet({ origin: centre.origin, desks: 12, acts: 500, seed: 20261122, official, clock, diskImages: false })
    expect(result.doubled).toBe(0)
    for (const seen of ['issued', 'refused', 'restored', 'cloned'] as const) expect(result[seen]).toBeGreaterThan(3)
  },
  fleetMs,
)

test(
  'a whole-disk image restored on the same PC cannot be seen offline; every code it doubles is found at first contact',
  async () => {
    const result = await playFleet({ origin: centre.origin, desks: 5, acts: 400, seed: 7, official, clock, diskImages: true })
    expect(result.doubled).toBeGreaterThan(0)
    expect(result.cases).toBe(result.doubled)
  },
  fleetMs,
)
