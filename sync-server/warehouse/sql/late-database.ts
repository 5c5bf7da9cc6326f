import type { SqlDatabase } from './sql-database.ts'

/** A database that is still being opened: what is asked of it meanwhile waits, and fails where it could not be opened. */
export function openLate(opening: Promise<SqlDatabase>): SqlDatabase {
  opening.catch(() => undefined)
  return {
    query: async (text, params) => (await opening).query(text, params),
    script: async (text) => (await opening).script(text),
    transaction: async (work, options) => (await opening).transaction(work, options),
    async close() {
      const opened = await opening.catch(() => undefined)
      await opened?.close()
    },
  }
}
