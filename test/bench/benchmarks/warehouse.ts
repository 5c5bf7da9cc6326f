import { measureLag, measureLarge } from '#test/bench/warehouse/measure-arrival.ts'
import { measureFigures } from '#test/bench/warehouse/measure-figures.ts'
import { measureFill } from '#test/bench/warehouse/measure-fill.ts'
import { findPostgres, startPostgres } from '#test/support/postgres-server.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * P9. First fill of a PostgreSQL beside the same `_changes` piped into raw COPY; how long documents need to arrive while 200 come
 * each second; what memory documents of almost 8 MB take; report II.06a and the wall over twenty times as many dossiers.
 */
export const warehouse: Benchmark = {
  name: 'warehouse',
  ratios: ['limit:copy/ours'],
  goals: [
    { figure: 'limit:copy/ours', atLeast: 0.5 },
    { figure: 'lag p95', atMost: 5_000 },
    { figure: 'II.06a month p95', atMost: 1_000 },
    { figure: 'II.06a quarter p95', atMost: 1_000 },
    { figure: 'II.06a year p95', atMost: 1_000 },
    { figure: 'wall p95', atMost: 1_000 },
  ],
  async measure({ centre, size, runs }) {
    const bin = findPostgres()
    if (bin === undefined) throw new Error('The benchmark needs PostgreSQL 15 or newer.')
    const server = await startPostgres(bin)
    try {
      const plan = { centre, size, runs, bin, server }
      return [...(await measureFill(plan)), await measureLag(plan), await measureLarge(plan), ...(await measureFigures(plan))]
    } finally {
      await server.close()
    }
  },
}
