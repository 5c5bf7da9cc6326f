import { withNewProfile } from '#test/bench/browser/open-page.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'
import type { Benchmark, BenchWorld } from './benchmark.ts'

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
    const { size, runs } = world
    const times = { ours: [] as number[], signIn: [] as number[], raw: [] as number[], pouchdb: [] as number[], rxdb: [] as number[] }
    let longestBlockMs = 0
    for (let run = 0; run < runs; run++) {
      const own = await loadOurs(world)
      times.ours.push(own.ms)
      times.signIn.push(own.withSignInMs)
      longestBlockMs = Math.max(longestBlockMs, own.longestBlockMs)
      times.raw.push(await loadOther(world, 'raw'))
      times.pouchdb.push(await loadOther(world, 'pouchdb'))
      times.rxdb.push(await loadOther(world, 'rxdb'))
    }
    const store = world.centre.store
    return [
      { case: 'ours', size, ms: times.ours, note: `${store}; sealed, strict; longest block ${Math.round(longestBlockMs)} ms` },
      { case: 'ours:with-sign-in', size, ms: times.signIn, note: 'enrolment, keys and catalogue too' },
      { case: 'limit:raw', size, ms: times.raw, note: '_changes in pages of 500, strict puts' },
      { case: 'peer:pouchdb', size, ms: times.pouchdb, note: 'relaxed durability (asks for none)' },
      { case: 'peer:rxdb', size, ms: times.rxdb, note: 'relaxed durability (default)' },
    ]
  },
}

function loadOurs({ folder, centre, size }: BenchWorld) {
  const input = { account: benchAccount, size }
  return withNewProfile(folder, centre.origin, (page) => page.evaluate(({ account, size: all }) => bench.loadOurs(account, all), input))
}

function loadOther({ folder, centre, size }: BenchWorld, which: 'raw' | 'pouchdb' | 'rxdb'): Promise<number> {
  const input = { account: benchAccount, wish: { database: centre.database, size }, which }
  return withNewProfile(folder, centre.origin, (page) =>
    page.evaluate(async ({ account, wish, which: name }) => {
      if (name === 'raw') return (await bench.raw()).loadRaw(account, wish)
      if (name === 'pouchdb') return (await bench.pouchdb()).loadPouchdb(account, wish)
      return (await bench.rxdb()).loadRxdb(account, wish)
    }, input),
  )
}
