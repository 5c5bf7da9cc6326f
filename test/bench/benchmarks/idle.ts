import type { Benchmark } from './benchmark.ts'

const cycles = 50

/** P2. A whole round of a desk that has nothing to send and nothing to read, beside one bare request of the same session. */
export const idle: Benchmark = {
  name: 'idle',
  ratios: ['ours/limit:get'],
  goals: [{ figure: 'ours/limit:get', atMost: 3 }],
  measure: ({ size, withDesk, centre }) =>
    withDesk(async (page) => {
      const input = { count: cycles, database: centre.database }
      const { ours, raw, requests } = await page.evaluate(({ count, database }) => bench.idleCycles(count, database), input)
      return [
        { case: 'ours', size, ms: ours, note: `${centre.store}; ${requests} requests a cycle` },
        { case: 'limit:get', size, ms: raw, note: 'GET of the database, same session' },
      ]
    }),
}
