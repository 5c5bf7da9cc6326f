import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { GroupExtras, type IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import type { GroupBy } from '#core/indicators/indicator-question.ts'
import { addFigures } from '#core/indicators/sum-groups.ts'
import { Tally } from '#core/indicators/tally.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { groupStatement } from './group-statement.ts'
import { groupColumn, type Narrowed } from './narrow.ts'

const Row = z.object({ key: z.string(), ...Tally.shape, ...GroupExtras.shape })

/** The rows of a report, the largest first: whole half months from their sums, the days before and after them one by one. */
export async function readGroups(sql: Sql, narrowed: Narrowed, by: GroupBy, agencies: readonly Agency[]): Promise<IndicatorGroup[]> {
  const { text, params } = groupStatement(narrowed, groupColumn(by))
  const rows = z.array(Row).parse(await sql.query(text, params))
  const groups = rows.map(toGroup)
  const named = by === 'level' ? byLevel(groups, agencies) : await withNames(sql, groups, by, agencies)
  return named.sort((a, b) => sizeOf(b) - sizeOf(a) || a.name.localeCompare(b.name, 'vi'))
}

const sizeOf = ({ tally }: IndicatorGroup): number => tally.online + tally.direct + tally.carried

function toGroup(row: z.infer<typeof Row>): IndicatorGroup {
  return { key: row.key, name: row.key, tally: Tally.parse(row), extras: GroupExtras.parse(row) }
}

async function withNames(sql: Sql, groups: IndicatorGroup[], by: GroupBy, agencies: readonly Agency[]): Promise<IndicatorGroup[]> {
  if (by === 'agency') {
    const names = new Map<string, string>(agencies.map(({ slug, name }) => [slug, name]))
    return groups.map((group) => ({ ...group, name: names.get(group.key) ?? group.key }))
  }
  if (by !== 'procedure') return groups
  const rows = await sql.query('select distinct on (code) code, name from star.procedure where current order by code, effective_from desc')
  const names = new Map(
    z
      .array(z.object({ code: z.string(), name: z.string().nullable() }))
      .parse(rows)
      .map(({ code, name }) => [code, name]),
  )
  return groups.map((group) => ({ ...group, name: names.get(group.key) ?? group.key }))
}

/** The deciding agencies of one level together; `unknown` where the catalogue does not have the agency. */
function byLevel(groups: IndicatorGroup[], agencies: readonly Agency[]): IndicatorGroup[] {
  const levels = new Map<string, string>(agencies.map(({ slug, level }) => [slug, level]))
  const merged = new Map<string, IndicatorGroup>()
  for (const { key, tally, extras } of groups) {
    const level = levels.get(key) ?? 'unknown'
    const held = merged.get(level)
    merged.set(level, { key: level, name: level, ...(held === undefined ? { tally, extras } : addFigures(held, { tally, extras })) })
  }
  return [...merged.values()]
}
