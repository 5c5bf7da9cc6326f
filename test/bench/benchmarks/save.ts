import type { Benchmark } from './benchmark.ts'

const saves = 50

/** P4. */
export const save: Benchmark = {
  name: 'save',
  ratios: ['ours/limit:raw', 'ours:watched/limit:raw', 'ours:burst/limit:raw'],
  goals: [
    { figure: 'ours/limit:raw', atMost: 3 },
    { figure: 'ours p95', atMost: 50 },
    { figure: 'ours:watched p95', atMost: 50 },
  ],
  measure: ({ size, withDesk }) =>
    withDesk(async (page) => {
      const run = (rest: boolean, watched: boolean) =>
        page.evaluate(({ count, how }) => bench.saveDossiers(count, how), { count: saves, how: { rest, watched } })
      const ours = await run(true, false)
      const watched = await run(true, true)
      const burst = await run(false, false)
      return [
        { case: 'ours', size, ms: ours.ours, note: `online, outbox empty before each; ${ours.transactions} write transactions each` },
        { case: 'ours:watched', size, ms: watched.ours, note: 'with the queue on the screen' },
        { case: 'ours:burst', size, ms: burst.ours, note: 'one after another while they are being sent' },
        { case: 'limit:raw', size, ms: [...ours.raw, ...watched.raw], note: 'as many strict transactions and records, unsealed' },
      ]
    }),
}
