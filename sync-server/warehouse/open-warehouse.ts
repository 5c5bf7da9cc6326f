import { migrateWarehouse } from './migrate.ts'
import { openPglite } from './sql/pglite.ts'
import { openPostgres } from './sql/postgres.ts'
import type { SqlDatabase } from './sql/sql-database.ts'

/** A PostgreSQL server by its URL, or a folder of this machine for the embedded one. */
export type WarehousePlace = { url: string } | { folder: string }

/** The warehouse with its tables brought up to this build. */
export async function openWarehouse(place: WarehousePlace): Promise<SqlDatabase> {
  const database = 'url' in place ? openPostgres(place.url) : await openPglite(place.folder)
  try {
    await migrateWarehouse(database)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
