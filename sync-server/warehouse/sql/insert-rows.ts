import type { Sql } from './sql-database.ts'

const names = new Map<string, string>()

/** `receivedAt` → `received_at`. */
export function columnOf(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  names.set(name, column)
  return column
}

/** Rows for one table, whose members are its columns in camelCase; `conflict` says what follows `on conflict`. */
export type TableRows = { table: string; rows: readonly object[]; conflict?: string }

/** Writes rows in one statement: PostgreSQL reads them as JSON and gives each its column's type. */
export async function insertRows(tx: Sql, table: string, rows: readonly object[], conflict?: string): Promise<void> {
  await insertTables(tx, [{ table, rows, ...(conflict === undefined ? {} : { conflict }) }])
}

/** The same for several tables, none of which may refer to another, still in one statement: a journey to the server costs more than its rows. */
export async function insertTables(tx: Sql, tables: readonly TableRows[]): Promise<void> {
  const filled = tables.filter(({ rows }) => rows.length > 0)
  const [last, ...before] = filled.map((one, index) => insertText(one, index + 1)).reverse()
  if (last === undefined) return
  const others = before.map((text, index) => `t${index} as (${text})`)
  await tx.query(
    `${others.length === 0 ? '' : `with ${others.join(', ')} `}${last}`,
    filled.map(({ rows }) => JSON.stringify(rows.map(toColumns))),
  )
}

function insertText({ table, rows, conflict }: TableRows, parameter: number): string {
  const list = Object.keys(rows[0] ?? {})
    .map((name) => `"${columnOf(name)}"`)
    .join(', ')
  const from = `select ${list} from json_populate_recordset(null::${table}, $${parameter}::json)`
  return `insert into ${table} (${list}) ${from}${conflict === undefined ? '' : ` on conflict ${conflict}`}`
}

/** `do update set a = excluded.a, …` for all columns of the row but its key. */
export function overwrite(row: object, key: readonly string[]): string {
  const columns = Object.keys(row)
    .map(columnOf)
    .filter((one) => !key.includes(one))
  return `(${key.join(', ')}) do update set ${columns.map((one) => `"${one}" = excluded."${one}"`).join(', ')}`
}

export function toColumns(row: object): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) columns[columnOf(name)] = value
  return columns
}
