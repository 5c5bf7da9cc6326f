import type { Page } from 'playwright'
import type { BenchCentre } from '#test/bench/centre/start-bench-centre.ts'
import type { RatioName, Samples } from '#test/bench/report/figures.ts'
import type { Goal } from '#test/bench/report/print-figures.ts'

/** What a benchmark measures with at one size. */
export type BenchWorld = {
  centre: BenchCentre
  size: number
  runs: number
  /** For profiles; removed at the end. */
  folder: string
  /** A profile that has had its first load of `size` dossiers; one for all benchmarks of this size. */
  loadedProfile(): Promise<string>
  /** A page of {@link loadedProfile} with its desk open and signed in. */
  withDesk<T>(use: (page: Page) => Promise<T>): Promise<T>
}

/** One line of the speed table. */
export type Benchmark = {
  name: string
  ratios: RatioName[]
  goals: Goal[]
  /** Also measured with an empty desk. */
  fromZero?: boolean
  measure(world: BenchWorld): Promise<Samples[]>
}
