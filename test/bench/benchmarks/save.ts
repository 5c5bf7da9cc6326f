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
      const raw = await page.evaluate((count) => bench.saveRaw(count), saves)
      const ours = await run(true, false)
      const watched = await run(true, true)
      const burst = await run(false, false)
      return [
        { case: 'ours', size, ms: ours.ms, note: `online, outbox empty before each; ${ours.transactions} write transactions in the last` },
        { case: 'ours:watched', size, ms: watched.ms, note: 'with the queue on the screen' },
        { case: 'ours:burst', size, ms: burst.ms, note: 'one after another while they are being sent' },
        { case: 'limit:raw', size, ms: raw, note: '2 strict transactions: dossier put, draft deleted' },
      ]
    }),
}
