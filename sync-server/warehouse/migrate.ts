import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SqlDatabase } from './sql/sql-database.ts'

const folder = join(import.meta.dirname, 'migrations')
const Done = z.array(z.object({ name: z.string() }))
/** Any number; two servers that start at once take turns by it. */
const lock = 4_220_726

/** Brings the tables up to this build, one numbered file after another; answers those that were new. */
export async function migrateWarehouse(database: SqlDatabase): Promise<string[]> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
  return database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [lock])
    await tx.script('create table if not exists public.migration (name text primary key, done_at timestamptz not null default now())')
    const done = new Set(Done.parse(await tx.query('select name from public.migration')).map(({ name }) => name))
    const fresh = files.filter((name) => !done.has(name))
    for (const name of fresh) {
      await tx.script(readFileSync(join(folder, name), 'utf8'))
      await tx.query('insert into public.migration (name) values ($1)', [name])
    }
    return fresh
  })
}
