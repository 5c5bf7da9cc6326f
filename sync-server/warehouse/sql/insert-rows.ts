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

/**
 * Writes rows, whose members are the table's columns in camelCase, in one statement: PostgreSQL reads them as JSON and gives each its
 * column's type. `conflict` says what follows `on conflict`.
 */
export async function insertRows(tx: Sql, table: string, rows: readonly object[], conflict = ''): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const list = Object.keys(first)
    .map((name) => `"${columnOf(name)}"`)
    .join(', ')
  const from = `select ${list} from json_populate_recordset(null::${table}, $1::json)`
  const text = `insert into ${table} (${list}) ${from} ${conflict === '' ? '' : `on conflict ${conflict}`}`
  await tx.query(text, [JSON.stringify(rows.map(toColumns))])
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
