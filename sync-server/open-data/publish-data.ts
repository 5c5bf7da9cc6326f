import { isDeepStrictEqual } from 'node:util'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { z } from 'zod'
import { agencyRows, agencySet, type DataSet, procedureRows, procedureSet, type Row } from '#core/open-data/data-set.ts'
import { lastRipeMonth, MonthCell, PublishedMonth, publishMonth } from '#core/open-data/dossier-months.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { type LeasedWork, startLeasedWork } from '#sync-server/leased-work.ts'
import { type CentralAccess, type Documents, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { publicDatabase } from '#sync-server/provision/database-names.ts'
import { readStoredCatalogue } from '#sync-server/provision/read-catalogue.ts'
import { changeDocument, putIfNew } from '#sync-server/reconciliation/case-store.ts'

/** Where the counts come from: aggregates only, never a dossier. */
export type MonthSource = {
  /** Months (`yyyy-MM`) up to and with `last` in which dossiers were received. */
  months(last: string): Promise<string[]>
  cells(month: string): Promise<MonthCell[]>
}

/** The one method of the warehouse that is needed here. */
export type Query = { query(text: string, params?: readonly string[]): Promise<Record<string, unknown>[]> }

/** Counts from the star schema: dossiers that were received, by what they were when counted. */
export function openMonthSource(warehouse: Query): MonthSource {
  const counted = 'not deleted and not voided and status <> 1 and channel in (1, 2, 3)'
  return {
    async months(last) {
      const rows = await warehouse.query(
        `select distinct to_char(received_day, 'YYYY-MM') as month from star.dossier where ${counted} and to_char(received_day, 'YYYY-MM') <= $1 order by 1`,
        [last],
      )
      return z
        .array(z.object({ month: z.string() }))
        .parse(rows)
        .map(({ month }) => month)
    },
    async cells(month) {
      const rows = await warehouse.query(
        `select sector, channel::int as channel,
                case when finished_at is null then 'open' when punctuality in ('on_time', 'early') then 'on_time' when punctuality = 'late' then 'late' else 'none' end as punctual,
                count(*)::int as count
           from star.dossier where ${counted} and to_char(received_day, 'YYYY-MM') = $1 group by 1, 2, 3`,
        [month],
      )
      return z.array(MonthCell).parse(rows)
    },
  }
}

export type PublishDataOptions = {
  central: CentralAccess
  source: MonthSource | undefined
  log: Logger
  now?: () => number
  pollMs?: number
}

/** Keeps the published data sets up to date for as long as the centre runs. */
export function startPublishingData(options: PublishDataOptions): LeasedWork {
  const couch = openCouchAdmin(options.central)
  const once = (): Promise<void> => publishData(couch, options)
  return startLeasedWork({ couch, name: 'open-data', pollMs: options.pollMs ?? 15 * 60_000, log: options.log, once })
}

/** Publishes the months that are ripe and not out yet, and the lists as they stand. A month that is out is never counted again. */
export async function publishData(
  couch: ServerScope,
  { source, now = Date.now }: Pick<PublishDataOptions, 'source' | 'now'>,
): Promise<void> {
  const database = couch.use<Record<string, unknown>>(publicDatabase)
  const asOf = dayOf(toInstant(now()))
  const catalogue = await readStoredCatalogue(couch)
  await putList(database, { set: procedureSet, rows: procedureRows(catalogue, asOf), asOf })
  await putList(database, { set: agencySet, rows: agencyRows(catalogue), asOf })
  if (source === undefined) return
  const sectors = [...new Set(catalogue.procedures.map(({ sector }) => sector))]
  const out = await listMonths(database)
  for (const month of await source.months(lastRipeMonth(asOf))) {
    if (out.has(month)) continue
    const lines = publishMonth(month, await source.cells(month), sectors)
    await putIfNew(database, `data:month:${month}`, PublishedMonth.parse({ kind: 'open-data-month', month, asOf, lines }))
  }
}

const Rows = z.object({ rows: z.array(z.object({ id: z.string() })) })

async function listMonths(database: Documents): Promise<Set<string>> {
  const { rows } = Rows.parse(await database.list({ start_key: 'data:month:', end_key: 'data:month;' }))
  return new Set(rows.map(({ id }) => id.slice('data:month:'.length)))
}

/** Written only where a row is another, so that `modified` says when. */
async function putList(database: Documents, { set, rows, asOf }: { set: DataSet; rows: Row[]; asOf: string }): Promise<void> {
  await changeDocument(database, `data:list:${set.id}`, (stored) =>
    isDeepStrictEqual(stored?.['rows'], rows) ? undefined : { kind: 'open-data-list', asOf, rows },
  )
}
