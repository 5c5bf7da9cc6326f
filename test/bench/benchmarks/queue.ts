import type { Benchmark } from './benchmark.ts'

const samples = 60

/** P6. */
export const queue: Benchmark = {
  name: 'queue',
  ratios: ['ours/limit:raw'],
  goals: [{ figure: 'ours/limit:raw', atMost: 3 }],
  measure: ({ size, withDesk }) =>
    withDesk(async (page) => {
      const times = await page.evaluate((count) => bench.askQueue(count), samples)
      return [
        { case: 'ours', size, ms: times.ours, note: `a new question each; first ${times.rows} rows and the counts of all tabs` },
        { case: 'limit:raw', size, ms: times.raw, note: 'IndexedDB cursor on the index that the question wants' },
      ]
    }),
}
