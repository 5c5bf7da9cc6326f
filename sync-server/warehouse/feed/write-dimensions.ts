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
  for (const { id, state, winner } of incoming) {
    const body = winner?.content?.body
    const kind = id.startsWith('agency:') ? agency : id.startsWith('procedure:') ? procedure : undefined
    if (kind === undefined || body === undefined || state.deleted) continue
    const read = kind.read(body)
    if ('detail' in read) letters.push({ docId: id, rev: state.rev, reason: 'invalid', detail: read.detail })
    else {
      await writeVersion(tx, context, { kind, row: { ...read.row, rev: state.rev } })
      readable.push(id)
    }
  }
  return { letters, readable }
}

type Row = Record<string, unknown>
type Kind = { table: string; key: readonly string[]; read(body: Row): { row: Row } | { detail: string } }

/** The first version holds since ever; a further one since it was seen. */
async function writeVersion(tx: Sql, { live }: FeedContext, { kind, row }: { kind: Kind; row: Row }): Promise<void> {
  const { table, key } = kind
  const values = key.map((one) => String(row[one]))
  const same = key.map((one, index) => `${one} = $${index + 1}`).join(' and ')
  const known = await tx.query(`select rev from ${table} where ${same}`, values)
  if (known.some(({ rev }) => rev === row['rev'])) return
  await tx.query(`update ${table} set current = false, row_to = coalesce(row_to, clock_timestamp()) where ${same}`, values)
  const rowFrom = known.length === 0 ? '-infinity' : new Date().toISOString()
  await insertRows(tx, table, [{ ...row, rowFrom, rowTo: null, current: true }], live ? '' : 'do nothing')
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
