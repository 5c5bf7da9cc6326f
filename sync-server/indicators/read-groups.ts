import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { GroupExtras, type IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import type { GroupBy } from '#core/indicators/indicator-question.ts'
import { addFigures } from '#core/indicators/sum-groups.ts'
import { Tally } from '#core/indicators/tally.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, endLate, groupColumn, type Narrowed, receiptLate } from './narrow.ts'

const Row = z.object({ key: z.string(), ...Tally.shape, ...GroupExtras.shape })

/** The rows of a report, the largest first. One statement; each part of it reads one range of one index. */
export async function readGroups(sql: Sql, narrowed: Narrowed, by: GroupBy, agencies: readonly Agency[]): Promise<IndicatorGroup[]> {
  const rows = z.array(Row).parse(await sql.query(statement(groupColumn(by), narrowed.where), narrowed.params))
  const groups = rows.map(toGroup)
  const named = by === 'level' ? byLevel(groups, agencies) : await withNames(sql, groups, by, agencies)
  return named.sort((a, b) => sizeOf(b) - sizeOf(a) || a.name.localeCompare(b.name, 'vi'))
}

const sizeOf = ({ tally }: IndicatorGroup): number => tally.online + tally.direct + tally.carried

const columns = [...Tally.keyof().options, ...GroupExtras.keyof().options]

/** Parts that know only some columns are added up; a column that a part does not name is 0 in it. */
function statement(key: string, where: string): string {
  const parts = [received(where), carried(where), finished(where), inHand(where)]
  const select = (part: Part) => columns.map((name) => `${part[name] ?? '0'}::float8 as "${name}"`).join(', ')
  const union = parts.map((part) => `select ${key} as key, ${select(part)} ${part.from} group by 1`).join('\nunion all\n')
  const sums = columns.map((name) => `sum("${name}")::float8 as "${name}"`).join(', ')
  return `select key, ${sums} from (${union}) as part group by key`
}

type Part = { from: string } & { [column in (typeof columns)[number]]?: string }

const count = (condition: string): string => `count(*) filter (where ${condition})`

function received(where: string): Part {
  return {
    from: `from star.dossier where ${where} and ${counted} and received_at >= $2 and received_at < $3`,
    online: count('channel = 2'),
    direct: count('channel <> 2'),
    lateSync: count(receiptLate),
    syncUnknown: count('arrived_at is null'),
  }
}

function carried(where: string): Part {
  return { from: `from star.span where ${where} and start_at < $2 and end_at >= $2`, carried: 'count(*)' }
}

/** Only a result can be early; see `placeInPeriod`. */
function finished(where: string): Part {
  const early = "punctuality = 'early' and outcome = 'resolved'"
  const granted = "outcome = 'resolved'"
  return {
    from: `from star.dossier where ${where} and ${counted} and finished_at >= $2 and finished_at < $3`,
    early: count(early),
    on_time: count(`punctuality <> 'late' and not (${early})`),
    late: count("punctuality = 'late'"),
    granted: count(granted),
    electronic: count('electronic'),
    electronicResult: count(`${granted} and result_file`),
    digitised: count(`${granted} and result_file and papers_scanned > 0`),
    reused: count(`${granted} and papers_reused > 0`),
    feeDue: count('fee_vnd > 0'),
    paidOnline: count('fee_vnd > 0 and paid_online_vnd > 0'),
    onlineFinished: count('channel = 2'),
    rated: count('rating is not null'),
    satisfied: count("rating in ('satisfied', 'very_satisfied')"),
    onPortal: count("portal_state = 'sent'"),
    // One that was received late in the same period is counted there.
    lateSync: count(`${endLate} and not (received_at >= $2 and coalesce(${receiptLate}, false))`),
    syncUnknown: count('finish_arrived_at is null and not (received_at >= $2 and arrived_at is null)'),
    timed: count(granted),
    activeMs: `coalesce(sum(greatest(0, extract(epoch from finished_at - received_at) - paused_seconds)) filter (where ${granted}), 0) * 1000`,
  }
}

function inHand(where: string): Part {
  const late = 'coalesce(late_from < $3, false)'
  return {
    from: `from star.span where ${where} and start_at < $3 and end_at >= $3`,
    waiting: count(`not ${late} and state = 'supplement'`),
    open_on_time: count(`not ${late} and state <> 'supplement'`),
    open_late: count(late),
  }
}

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
