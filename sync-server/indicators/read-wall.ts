import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { boundsOf } from '#core/indicators/period.ts'
import type { Wall, WallUnit } from '#core/indicators/wall.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted } from './narrow.ts'
import { type DeskContact, readCompleteness, readContacts } from './read-completeness.ts'

const figures = ['receivedToday', 'finishedToday', 'inHand', 'late', 'dueToday', 'paused', 'openCases'] as const
type Figures = Record<(typeof figures)[number], number>
const Row = z.object({
  agency: z.string(),
  receivedToday: z.number(),
  finishedToday: z.number(),
  inHand: z.number(),
  late: z.number(),
  dueToday: z.number(),
  paused: z.number(),
  openCases: z.number(),
})
const Storage = z.array(z.object({ pages: z.number(), pageBytes: z.number().nullable(), warehouseBytes: z.number().nullable() }))
const none: Figures = { receivedToday: 0, finishedToday: 0, inHand: 0, late: 0, dueToday: 0, paused: 0, openCases: 0 }

type Asked = { scope: readonly AgencySlug[]; agencies: readonly Agency[] }

/** How all units stand at this moment; those that have neither a desk nor a dossier are left out. */
export async function readWall(context: Pick<CentreContext, 'couch' | 'now'>, sql: Sql, asked: Asked): Promise<Wall> {
  const [rows, contacts, completeness, storage] = await Promise.all([
    readFigures(sql, context.now(), asked.scope),
    readContacts(context, asked),
    readCompleteness(context, sql, asked),
    readStorage(sql),
  ])
  const names = new Map<string, string>(asked.agencies.map(({ slug, shortName }) => [slug, shortName]))
  const units = asked.scope.flatMap((agency) => {
    const desks = contacts.filter((one) => one.agency === agency)
    const row = rows.get(agency)
    return row === undefined && desks.length === 0 ? [] : [unitOf({ agency, name: names.get(agency) ?? agency }, row ?? none, desks)]
  })
  return {
    asOf: completeness.asOf,
    dataUntil: completeness.dataUntil,
    units: units.sort((a, b) => b.late - a.late || b.inHand - a.inHand || a.name.localeCompare(b.name, 'vi')),
    desks: contacts.toSorted((a, b) => Date.parse(a.lastContact) - Date.parse(b.lastContact)),
    unreadable: completeness.unreadable,
    storage,
  }
}

function unitOf(named: Pick<WallUnit, 'agency' | 'name'>, row: Figures, desks: readonly DeskContact[]): WallUnit {
  const sum = (of: (desk: DeskContact) => number) => desks.reduce((total, desk) => total + of(desk), 0)
  const heard = desks.map(({ lastContact }) => lastContact).sort((a, b) => Date.parse(a) - Date.parse(b))
  return {
    ...named,
    ...row,
    refused: sum(({ refused }) => refused),
    unsent: sum(({ unsent }) => unsent),
    desks: desks.length,
    silentDesks: desks.filter(({ silent }) => silent).length,
    quietest: heard[0] ?? null,
  }
}

export async function readFigures(sql: Sql, nowMs: number, scope: readonly AgencySlug[]): Promise<Map<string, Figures>> {
  const now = toInstant(nowMs)
  const today = dayOf(now)
  const { from } = boundsOf({ from: today, to: today }, now)
  const tomorrow = toInstant(Date.parse(from) + 86_400_000)
  const parts = [
    `select receiving as agency, 'receivedToday' as figure, count(*) as n from star.dossier
      where receiving = any($1) and ${counted} and received_at >= $2 and received_at < $4 group by 1`,
    `select receiving, 'finishedToday', count(*) from star.dossier
      where receiving = any($1) and ${counted} and finished_at >= $2 and finished_at < $4 group by 1`,
    `select receiving, 'inHand', count(*) from star.span where receiving = any($1) and end_at = 'infinity' group by 1`,
    `select receiving, 'late', count(*) from star.span where receiving = any($1) and end_at = 'infinity' and late_from < $3 group by 1`,
    `select receiving, 'dueToday', count(*) from star.span
      where receiving = any($1) and end_at = 'infinity' and state = 'running' and late_from >= $3 and late_from < $4 group by 1`,
    `select receiving, 'paused', count(*) from star.span where receiving = any($1) and end_at = 'infinity' and state <> 'running' group by 1`,
    `select receiving, 'openCases', sum(open_cases) from star.dossier
      where receiving = any($1) and open_cases > 0 and not deleted group by 1`,
  ]
  const pivot = figures.map((name) => `coalesce(sum(n) filter (where figure = '${name}'), 0)::float8 as "${name}"`).join(', ')
  const rows = await sql.query(`select agency, ${pivot} from (${parts.join(' union all ')}) as part group by agency`, [
    scope,
    from,
    now,
    tomorrow,
  ])
  return new Map(
    z
      .array(Row)
      .parse(rows)
      .map(({ agency, ...row }) => [agency, row]),
  )
}

const restMs = 600_000
const measured = new WeakMap<Sql, { atMs: number; storage: Wall['storage'] }>()

/** Summing up all pages takes a while and changes little: once in ten minutes. */
async function readStorage(sql: Sql): Promise<Wall['storage']> {
  const nowMs = performance.now()
  const held = measured.get(sql)
  if (held !== undefined && nowMs - held.atMs < restMs) return held.storage
  const rows = await sql.query(
    `select count(*) as pages, sum(size_bytes)::float8 as "pageBytes", pg_database_size(current_database())::float8 as "warehouseBytes"
      from (select distinct page_hash, size_bytes from star.page) as page`,
  )
  const storage = Storage.parse(rows)[0] ?? { pages: 0, pageBytes: null, warehouseBytes: null }
  measured.set(sql, { atMs: nowMs, storage })
  return storage
}
