import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright'
import type { Benchmark, BenchWorld } from './benchmarks/benchmark.ts'
import { withPage } from './browser/open-page.ts'
import { type BenchCentre, benchAccount } from './centre/start-bench-centre.ts'
import type { Samples } from './report/figures.ts'

type Plan = { benchmarks: Benchmark[]; sizes: number[]; runs: number; folder: string; say(text: string): void }

/** Measures size after size, the centre growing meanwhile; within a size the benchmarks come in the order given. */
export async function runBenchmarks(centre: BenchCentre, plan: Plan): Promise<Map<string, Samples[]>> {
  const results = new Map<string, Samples[]>(plan.benchmarks.map(({ name }) => [name, []]))
  const fromZero = plan.benchmarks.some((one) => one.fromZero === true)
  for (const size of fromZero ? [0, ...plan.sizes] : plan.sizes) {
    plan.say(`${size.toLocaleString('en')} dossiers: filling the centre`)
    await centre.fill(size)
    const world = createWorld(centre, plan, size)
    for (const benchmark of plan.benchmarks) {
      if (size === 0 && benchmark.fromZero !== true) continue
      plan.say(`${size.toLocaleString('en')} dossiers: ${benchmark.name}`)
      results.get(benchmark.name)?.push(...(await benchmark.measure(world)))
    }
  }
  return results
}

function createWorld(centre: BenchCentre, { runs, folder }: Plan, size: number): BenchWorld {
  let profile: Promise<string> | undefined
  const loadedProfile = () => {
    profile ??= loadProfile(centre, folder, size)
    return profile
  }
  return {
    centre,
    size,
    runs,
    folder,
    loadedProfile,
    async withDesk<T>(use: (page: Page) => Promise<T>) {
      return withPage(await loadedProfile(), centre.origin, async (page) => {
        await page.evaluate((account) => bench.openBenchDesk(account), benchAccount)
        return use(page)
      })
    },
  }
}

async function loadProfile(centre: BenchCentre, folder: string, size: number): Promise<string> {
  const profile = await mkdtemp(join(folder, 'loaded-'))
  const input = { account: benchAccount, size }
  await withPage(profile, centre.origin, (page) => page.evaluate(({ account, size: all }) => bench.loadOurs(account, all), input))
  return profile
}
