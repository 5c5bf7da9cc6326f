import pg from 'pg'
import { beginning, type Sql, type SqlDatabase, SqlRefused, type SqlValue } from './sql-database.ts'
import { typeParsers } from './type-parsers.ts'

/** A PostgreSQL server (≥ 15) by its URL, `postgres://user:password@host:port/database`. */
export function openPostgres(url: string, options: { connections?: number } = {}): SqlDatabase {
  const types = { getTypeParser: (oid: number) => typeParsers[oid] ?? pg.types.getTypeParser(oid) }
  // Compiling a report's statement takes longer than the report.
  const settings = { application_name: 'mot-cua', options: '-c jit=off' }
  const pool = new pg.Pool({ connectionString: url, max: options.connections ?? 8, types, ...settings })
  // A connection that breaks while it lies idle is made anew; what was under way fails by itself.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return {
    ...sqlOf(pool),
    async transaction(work, options) {
      const client = await pool.connect().catch((error: unknown) => Promise.reject(asRefused(error)))
      let broken = true
      try {
        const tx = sqlOf(client)
        await tx.script(beginning(options))
        const done = await work(tx).catch(async (error: unknown) => {
          broken = await tx.query('rollback').then(
            () => false,
            () => true,
          )
          throw error
        })
        await tx.query('commit')
        broken = false
        return done
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

function sqlOf(client: pg.Pool | pg.PoolClient): Sql {
  return {
    async query(text: string, params: readonly SqlValue[] = []) {
      try {
        const { rows } = await client.query<Record<string, unknown>>(text, [...params])
        return rows
      } catch (error) {
        throw asRefused(error)
      }
    },
    async script(text: string) {
      await client.query(text).catch((error: unknown) => Promise.reject(asRefused(error)))
    },
  }
}

/** A broken line has no SQLSTATE of its own. */
function asRefused(error: unknown): SqlRefused {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof pg.DatabaseError ? error.code : undefined
  return new SqlRefused(message, code ?? '08006')
}
