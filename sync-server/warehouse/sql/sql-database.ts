/** A row as the drivers give it: int8 as number, date as `yyyy-MM-dd`, timestamptz as ISO 8601 with +07:00, numeric as text. */
export type SqlRow = Record<string, unknown>

/** What a parameter may be; JSON goes in as text with a cast. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[]

/** One connection: statements one after another. */
export type Sql = {
  /** One statement with `$1` … */
  query(text: string, params?: readonly SqlValue[]): Promise<SqlRow[]>
  /** Several statements without parameters. */
  script(text: string): Promise<void>
}

export type TransactionOptions = { mayBeLost?: boolean }

/** What opens a transaction, in one message to PostgreSQL. */
export function beginning({ mayBeLost = false }: TransactionOptions = {}): string {
  return mayBeLost ? 'begin; set local synchronous_commit to off' : 'begin'
}

/** PostgreSQL, embedded or a server. */
export type SqlDatabase = Sql & {
  /** Everything or nothing. With `mayBeLost` it does not wait for the disk: a power cut may undo it, whole. */
  transaction<T>(work: (tx: Sql) => Promise<T>, options?: TransactionOptions): Promise<T>
  close(): Promise<void>
}

/** What PostgreSQL refused, by its SQLSTATE (e.g. `22P05`); `08…`, `57…` and `40…` pass, the others are the statement's own. */
export class SqlRefused extends Error {
  readonly state: string

  constructor(message: string, state: string) {
    super(message)
    this.name = 'SqlRefused'
    this.state = state
  }
}

/** Says something of the connection, the disk or the moment, not of what was to be written. */
export function isPassingState(state: string): boolean {
  return /^(08|40|53|55|57|58|XX)/.test(state)
}
