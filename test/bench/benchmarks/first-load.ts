import type { Page } from 'playwright'
import { withCpuTime, withNewProfile } from '#test/bench/browser/open-page.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'
import { percentile } from '#test/bench/report/figures.ts'
import type { Benchmark, BenchWorld } from './benchmark.ts'

type Load = { ms: number; cpuMs: number }

/** P1. Each run of each case has a new browser profile; the cases take turns, so that a busy moment meets all of them. */
export const firstLoad: Benchmark = {
  name: 'first-load',
  ratios: ['ours/limit:raw', 'peer:pouchdb/ours', 'peer:rxdb/ours'],
  goals: [
    { figure: 'ours/limit:raw', atMost: 1.5 },
    { figure: 'peer:pouchdb/ours', atLeast: 3 },
    { figure: 'peer:rxdb/ours', atLeast: 1.5 },
  ],
  async measure(world) {
    const own: (Load & { withSignInMs: number; longestBlockMs: number })[] = []
    const others: Record<OtherName, Load[]> = { raw: [], pouchdb: [], rxdb: [] }
    for (let run = 0; run < world.runs; run++) {
      own.push(await loadOurs(world))
      for (const name of otherNames) others[name].push(await loadOther(world, name))
    }
    const row = (label: string, loads: Load[], note: string) => ({
      case: label,
      size: world.size,
      ms: loads.map(({ ms }) => ms),
      note: `page CPU ${percentile(
        loads.map(({ cpuMs }) => cpuMs),
        0.5,
      )} ms; ${note}`,
    })
    const longest = Math.round(Math.max(...own.map(({ longestBlockMs }) => longestBlockMs)))
    return [
      row('ours', own, `${world.centre.store}; sealed, strict; longest block ${longest} ms`),
      { case: 'ours:with-sign-in', size: world.size, ms: own.map((one) => one.withSignInMs), note: 'enrolment, keys and catalogue too' },
      row('limit:raw', others.raw, '_changes in pages of 500, strict puts'),
      row('peer:pouchdb', others.pouchdb, 'relaxed durability (asks for none)'),
      row('peer:rxdb', others.rxdb, 'relaxed durability (default)'),
    ]
  },
}

const otherNames = ['raw', 'pouchdb', 'rxdb'] as const
type OtherName = (typeof otherNames)[number]

function loadOurs({ folder, centre, size }: BenchWorld) {
  const input = { account: benchAccount, size }
  return withNewProfile(folder, centre.origin, async (page) => {
    const load = () => page.evaluate(({ account, size: all }) => bench.loadOurs(account, all), input)
    const { result, cpuMs } = await withCpuTime(page, load)
    return { ...result, cpuMs }
  })
}

function loadOther({ folder, centre, size }: BenchWorld, name: OtherName): Promise<Load> {
  return withNewProfile(folder, centre.origin, async (page) => {
    const { result, cpuMs } = await withCpuTime(page, () => load(page, name, { database: centre.database, size }))
    return { ms: result, cpuMs }
  })
}

function load(page: Page, name: OtherName, wish: { database: string; size: number }): Promise<number> {
  const input = { account: benchAccount, wish }
  if (name === 'raw') return page.evaluate(async ({ account, wish: all }) => (await bench.raw()).loadRaw(account, all), input)
  if (name === 'pouchdb') return page.evaluate(async ({ account, wish: all }) => (await bench.pouchdb()).loadPouchdb(account, all), input)
  return page.evaluate(async ({ account, wish: all }) => (await bench.rxdb()).loadRxdb(account, all), input)
}
