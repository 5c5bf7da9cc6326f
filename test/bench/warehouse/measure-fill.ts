import { z } from 'zod'
import { percentile, type Samples } from '#test/bench/report/figures.ts'
import type { PostgresServer } from '#test/support/postgres-server.ts'
import type { BenchCentre } from '../centre/start-bench-centre.ts'
import { fillWarehouse, timed, withFreshWarehouse } from './fresh-database.ts'
import { copyRaw } from './raw-copy.ts'

export type FillPlan = {
  centre: Pick<BenchCentre, 'central' | 'database' | 'store'>
  size: number
  runs: number
  bin: string
  server: PostgresServer
}

const Sources = z.array(z.object({ database: z.string() }))

/** First fill of an empty warehouse, and the same `_changes` into one text column by COPY, in turns. */
export async function measureFill({ centre, size, runs, bin, server }: FillPlan): Promise<Samples[]> {
  const { central } = centre
  const ours: number[] = []
  const copy: number[] = []
  let dossiers = 0
  for (let run = 0; run < runs; run++) {
    await withFreshWarehouse(server, `fill_${size}_${run}`, async (warehouse, url) => {
      ours.push(await timed(() => fillWarehouse(warehouse, central)))
      dossiers = (await warehouse.query('select 1 from star.dossier')).length
      const databases = Sources.parse(await warehouse.query('select database from feed.source order by 1')).map((one) => one.database)
      await warehouse.script('create table public.raw_copy (line text)')
      copy.push(await timed(() => copyRaw({ bin, url, central, databases })))
    })
  }
  const rate = (ms: number[]) => `${Math.round((dossiers * 1000) / percentile(ms, 0.5))} dossiers/s`
  return [
    { case: 'ours', size, ms: ours, note: `${centre.store}; ${rate(ours)}` },
    { case: 'limit:copy', size, ms: copy, note: rate(copy) },
  ]
}
