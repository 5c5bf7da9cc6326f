import { performance } from 'node:perf_hooks'
import { withPage } from '#test/bench/browser/open-page.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'
import type { Benchmark } from './benchmark.ts'

/** P7, in Chromium: from starting the browser to a queue that can be used, signed in without a line. */
export const start: Benchmark = {
  name: 'start',
  fromZero: true,
  ratios: ['ours/limit:empty-page'],
  goals: [{ figure: 'ours/limit:empty-page', atMost: 1.5 }],
  async measure({ centre, size, runs, loadedProfile }) {
    const profile = await loadedProfile()
    await centre.cut()
    const empty: number[] = []
    const ours: number[] = []
    let steps = ''
    try {
      for (let run = 0; run < runs; run++) {
        empty.push(await timeUntil(profile, `${centre.origin}/empty.html`, (page) => page.evaluate(() => document.readyState)))
        ours.push(
          await timeUntil(profile, centre.origin, async (page) => {
            const began = await page.evaluate((account) => bench.startOffline(account), benchAccount)
            if (began.rows < size) throw new Error(`The queue has ${began.rows} of ${size} dossiers.`)
            steps = `open ${Math.round(began.openMs)}, sign in and unseal ${Math.round(began.signInMs)}, queue ${Math.round(began.queueMs)} ms`
          }),
        )
      }
    } finally {
      await centre.mend()
    }
    return [
      { case: 'ours', size, ms: ours, note: `offline; last: ${steps}` },
      { case: 'limit:empty-page', size, ms: empty, note: 'the same browser and profile' },
    ]
  },
}

/** From starting the browser until `ready`; ending it is not part of it. */
async function timeUntil(
  profile: string,
  address: string,
  ready: (page: Parameters<Parameters<typeof withPage>[2]>[0]) => Promise<unknown>,
) {
  const beganMs = performance.now()
  return withPage(profile, address, async (page) => {
    await ready(page)
    return performance.now() - beganMs
  })
}
