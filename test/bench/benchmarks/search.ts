import type { Benchmark } from './benchmark.ts'

/** 16 seconds of typing, so that the desk's minute clock ticks once among them. */
const keystrokes = 160

/** P5. */
export const search: Benchmark = {
  name: 'search',
  ratios: ['ours/limit:scan'],
  goals: [
    { figure: 'ours p95', atMost: 50 },
    { figure: 'ours:longest p95', atMost: 50 },
  ],
  measure: ({ size, withDesk }) =>
    withDesk(async (page) => {
      const scan = await page.evaluate((count) => bench.scanPlainly(count), keystrokes)
      const { ms, longestBlockMs } = await page.evaluate((count) => bench.typeSearches(count), keystrokes)
      return [
        { case: 'ours', size, ms, note: 'ten keys a second, over a change of minute' },
        { case: 'ours:longest', size, ms: [Math.max(...ms)], note: `longest task ${Math.round(longestBlockMs)} ms (0: none over 50)` },
        { case: 'limit:scan', size, ms: scan, note: 'folded text in an array' },
      ]
    }),
}
