import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { Procedure } from '#core/procedure/procedure.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import type { SealedTable } from '../store/sealed-table.ts'

/** A record of the `catalog` database as it came; kinds this build does not know are kept too. */
export type CatalogueRecord = { id: string; rev: string; body: Record<string, unknown> }

const Known = z.discriminatedUnion('kind', [Procedure, Agency, Person, WorkCalendar])

/** Everything a desk knows that is not a dossier, read whole. */
export type CatalogueShelf = {
  live: Live<Catalogue>
  putMany(records: CatalogueRecord[]): Promise<void>
  removeMany(ids: string[]): Promise<void>
  load(): Promise<void>
  clear(): void
}

const empty: Catalogue = { procedures: [], agencies: [], people: [], calendars: [] }

export function createCatalogueShelf(table: SealedTable<CatalogueRecord>): CatalogueShelf {
  const live = createSource<Catalogue>(empty)
  const records = new Map<string, CatalogueRecord>()
  return {
    live,
    async putMany(many) {
      await table.putMany(many.map((body) => ({ id: body.id, kind: String(body.body.kind ?? ''), v: 1, state: 'acknowledged', body })))
      for (const one of many) records.set(one.id, one)
      live.set(toCatalogue(records.values()))
    },
    async removeMany(ids) {
      for (const id of ids) {
        await table.remove(id)
        records.delete(id)
      }
      live.set(toCatalogue(records.values()))
    },
    async load() {
      for (const one of await table.listAll()) records.set(one.id, one)
      live.set(toCatalogue(records.values()))
    },
    clear() {
      records.clear()
      live.set(empty)
    },
  }
}

/** A record that does not parse (a newer shape, a mistake at the centre) is left out instead of taking the desk down. */
function toCatalogue(records: Iterable<CatalogueRecord>): Catalogue {
  const catalogue: Catalogue = { procedures: [], agencies: [], people: [], calendars: [] }
  for (const { body } of records) {
    const parsed = Known.safeParse(body)
    if (!parsed.success) continue
    const record = parsed.data
    if (record.kind === 'procedure') catalogue.procedures.push(record)
    else if (record.kind === 'agency') catalogue.agencies.push(record)
    else if (record.kind === 'person') catalogue.people.push(record)
    else catalogue.calendars.push(record)
  }
  return catalogue
}
