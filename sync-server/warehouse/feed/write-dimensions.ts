import { Agency } from '#core/agency/agency.ts'
import { Procedure } from '#core/procedure/procedure.ts'
import { insertRows } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'
import { type DeadLetter, describeIssues } from './dead-letters.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming } from './incoming.ts'
import type { Refreshed } from './refresh-dossiers.ts'

/** Agencies and procedures as slowly changing dimensions: a changed record closes the row before it and opens one of its own. */
export async function writeDimensions(tx: Sql, context: FeedContext, incoming: readonly Incoming[]): Promise<Refreshed> {
  const letters: DeadLetter[] = []
  const readable: string[] = []
  const versions = new Map<Kind, Row[]>([
    [agency, []],
    [procedure, []],
  ])
  for (const { id, state, winner } of incoming) {
    const body = winner?.content?.body
    const kind = id.startsWith('agency:') ? agency : id.startsWith('procedure:') ? procedure : undefined
    if (kind === undefined || body === undefined || state.deleted) continue
    const read = kind.read(body)
    if ('detail' in read) letters.push({ docId: id, rev: state.rev, reason: 'invalid', detail: read.detail })
    else {
      versions.get(kind)?.push({ ...read.row, rev: state.rev })
      readable.push(id)
    }
  }
  for (const [kind, rows] of versions) await writeVersions(tx, context, { kind, rows })
  return { letters, readable }
}

type Row = Record<string, unknown>
type Kind = { table: string; key: readonly string[]; read(body: Row): { row: Row } | { detail: string } }

/** The first version holds since ever; a further one since it was seen. */
async function writeVersions(tx: Sql, { live }: FeedContext, { kind, rows }: { kind: Kind; rows: readonly Row[] }): Promise<void> {
  const { table, key } = kind
  const keyOf = (row: Row): string => JSON.stringify(key.map((one) => row[one]))
  const same = `(${key.join(', ')}) in (select ${key.join(', ')} from json_populate_recordset(null::${table}, $1::json))`
  for (let left = [...rows]; left.length > 0; ) {
    const first = new Map(left.toReversed().map((row) => [keyOf(row), row]))
    const records = [...first.values()]
    left = left.filter((row) => !records.includes(row))
    const stored = await tx.query(`select ${key.join(', ')}, rev from ${table} where ${same}`, [JSON.stringify(records)])
    const known = new Set(stored.map(keyOf))
    const versions = new Set(stored.map((row) => `${keyOf(row)} ${String(row['rev'])}`))
    const fresh = records.filter((row) => !versions.has(`${keyOf(row)} ${String(row['rev'])}`))
    if (fresh.length === 0) continue
    const close = `update ${table} set current = false, row_to = coalesce(row_to, clock_timestamp()) where ${same}`
    await tx.query(close, [JSON.stringify(fresh)])
    const opened = fresh.map((row) => ({
      ...row,
      rowFrom: known.has(keyOf(row)) ? new Date().toISOString() : '-infinity',
      rowTo: null,
      current: true,
    }))
    await insertRows(tx, table, opened, live ? undefined : 'do nothing')
  }
}

const agency: Kind = {
  table: 'star.agency',
  key: ['slug'],
  read(body) {
    const parsed = Agency.safeParse(body)
    if (!parsed.success) return { detail: describeIssues(parsed.error) }
    const { slug, code, name, shortName, level, parent, unitCode, pilot, validFrom, validTo, mergedInto } = parsed.data
    return { row: { slug, code, name, shortName, level, parent, unitCode, pilot, validFrom, validTo, mergedInto } }
  },
}

const procedure: Kind = {
  table: 'star.procedure',
  key: ['code', 'version'],
  read(body) {
    const parsed = Procedure.safeParse(body)
    if (!parsed.success) return { detail: describeIssues(parsed.error) }
    const { code, version, name, shortName, sector, level, online, effectiveFrom, effectiveTo } = parsed.data
    return { row: { code, version, name, shortName, sector, level, online, effectiveFrom, effectiveTo } }
  },
}
