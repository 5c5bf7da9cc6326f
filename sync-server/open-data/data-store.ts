import type { ServerScope } from 'nano'
import { z } from 'zod'
import { type DataSet, dossierSet, monthRow, type Row } from '#core/open-data/data-set.ts'
import { PublishedMonth } from '#core/open-data/dossier-months.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { publicDatabase } from '#sync-server/provision/database-names.ts'

/** A data set as it is out; `modified` is null where nothing is out yet. */
export type PublishedSet = { rows: Row[]; modified: string | null }

/** Where the public site finds what is published. */
export type DataStore = { read(set: DataSet): Promise<PublishedSet>; months(): Promise<PublishedMonth[]> }

const List = z.looseObject({ asOf: z.string(), rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))) })
const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })

export function openDataStore(couch: ServerScope): DataStore {
  const database = couch.use<Record<string, unknown>>(publicDatabase)
  const months = async (): Promise<PublishedMonth[]> => {
    const { rows } = Rows.parse(await database.list({ start_key: 'data:month:', end_key: 'data:month;', include_docs: true }))
    return rows.flatMap(({ doc }) => {
      const parsed = PublishedMonth.safeParse(doc)
      return parsed.success ? [parsed.data] : []
    })
  }
  return {
    months,
    async read(set) {
      if (set.id === dossierSet.id) {
        const out = await months()
        return { rows: out.flatMap(({ lines }) => lines.map(monthRow)), modified: out.at(-1)?.asOf ?? null }
      }
      const parsed = List.safeParse(await findDocument(database, `data:list:${set.id}`))
      return parsed.success ? { rows: parsed.data.rows, modified: parsed.data.asOf } : { rows: [], modified: null }
    },
  }
}
