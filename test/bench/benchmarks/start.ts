import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { Page } from 'playwright'
import { withPage } from '#test/bench/browser/open-page.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'
import type { Samples } from '#test/bench/report/figures.ts'
import type { Benchmark, BenchWorld } from './benchmark.ts'

const builtDesk = resolve(import.meta.dirname, '../../../dist/renderer')

/** P7, in Chromium: from starting the browser to a queue that can be used, signed in without a line. */
export const start: Benchmark = {
  name: 'start',
  fromZero: true,
  ratios: ['ours/limit:empty-page', 'ours:screen/limit:empty-page'],
  goals: [
    { figure: 'ours/limit:empty-page', atMost: 1.5 },
    { figure: 'ours:screen/limit:empty-page', atMost: 1.5 },
  ],
  async measure(world) {
    const profile = await world.loadedProfile()
    try {
      await world.centre.cut()
      const samples = await measureRecords(world, profile)
      if (!existsSync(join(builtDesk, 'index.html'))) return samples
      await world.centre.cut(builtDesk)
      return [...samples, await measureScreen(world, profile)]
    } finally {
      await world.centre.mend()
    }
  },
}

/** The records alone, beside an empty page of the same browser and profile. */
async function measureRecords({ centre, size, runs }: BenchWorld, profile: string): Promise<Samples[]> {
  const empty: number[] = []
  const ours: number[] = []
  let steps = ''
  for (let run = 0; run < runs; run++) {
    empty.push(await timeUntil(profile, `${centre.origin}/empty.html`, (page) => page.evaluate(() => document.readyState)))
    const ready = async (page: Page) => {
      const began = await page.evaluate((account) => bench.startOffline(account), benchAccount)
      if (began.rows < size) throw new Error(`The queue has ${began.rows} of ${size} dossiers.`)
      steps = `open ${Math.round(began.openMs)}, sign in and unseal ${Math.round(began.signInMs)}, queue ${Math.round(began.queueMs)} ms`
    }
    ours.push(await timeUntil(profile, centre.origin, ready))
  }
  return [
    { case: 'ours', size, ms: ours, note: `offline, records without screens; last: ${steps}` },
    { case: 'limit:empty-page', size, ms: empty, note: 'the same browser and profile' },
  ]
}

/** The whole desk as it was last built (`npm run build`): the sign-in form, then rows of the queue. */
async function measureScreen({ centre, size, runs }: BenchWorld, profile: string): Promise<Samples> {
  const ms: number[] = []
  for (let run = 0; run < runs; run++) ms.push(await timeUntil(profile, centre.origin, signInOnScreen))
  return { case: 'ours:screen', size, ms, note: 'offline, the built desk: form filled at once, until rows show' }
}

async function signInOnScreen(page: Page): Promise<void> {
  page.setDefaultTimeout(300_000)
  await page.locator('#sign-in_login').fill(benchAccount.login)
  await page.locator('#sign-in_password').fill(benchAccount.password)
  await page.locator('#sign-in_password').press('Enter')
  await page.locator('.mc-queue-panel :is(tr[data-index], .mc-empty)').first().waitFor()
}

/** From starting the browser until `ready`; ending it is not part of it. */
async function timeUntil(profile: string, address: string, ready: (page: Page) => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  return withPage(profile, address, async (page) => {
    await ready(page)
    return performance.now() - beganMs
  })
}
