import { withNewProfile } from '#test/bench/browser/open-page.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'
import type { Benchmark } from './benchmark.ts'

const made = 1000

/** P3. Dossiers taken in without a line, from the moment it is back until all of them and their events are acknowledged. */
export const push: Benchmark = {
  name: 'push',
  ratios: ['ours/limit:raw'],
  goals: [{ figure: 'ours/limit:raw', atMost: 1.5 }],
  async measure({ size, withDesk, centre, folder }) {
    const { ms, ids } = await withDesk(async (page) => {
      await page.context().setOffline(true)
      const taken = await page.evaluate((count) => bench.takeInOffline(count), made)
      const sent = page.evaluate(() => bench.untilSent())
      await page.context().setOffline(false)
      return { ms: await sent, ids: taken }
    })
    const raw = await withNewProfile(folder, centre.origin, (page) =>
      page.evaluate(async ({ account, wish }) => (await bench.raw()).pushRaw(account, wish), {
        account: benchAccount,
        wish: { dossiers: centre.database, journal: centre.journal, ids },
      }),
    )
    return [
      {
        case: 'ours',
        size,
        ms: [ms],
        note: `${centre.store}; ${made} dossiers and ${made} events, each acknowledged by its own row, durable`,
      },
      { case: 'limit:raw', size, ms: [raw], note: 'the same bodies under other ids, _bulk_docs of 500, nothing kept' },
    ]
  },
}
