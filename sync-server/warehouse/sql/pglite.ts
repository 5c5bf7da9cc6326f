import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { lockFolder } from '#sync-server/embedded/folder-lock.ts'
import { PgliteAnswer, type PgliteCall } from './pglite-messages.ts'
import { beginning, type Sql, type SqlDatabase, SqlRefused, type SqlRow, type TransactionOptions } from './sql-database.ts'

/**
 * PostgreSQL in a folder of this machine, which no other process may use meanwhile. It computes in a thread of its own: a report over
 * the whole province must not hold up a desk's request.
 */
export async function openPglite(folder: string): Promise<SqlDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  try {
    const thread = await startThread(join(folder, 'database'))
    const turn = createTurns()
    const sql: Sql = {
      query: (text, params) => thread.ask(text, [...(params ?? [])]),
      script: async (text) => void (await thread.ask(text, null)),
    }
    return {
      query: (text, params) => turn(() => sql.query(text, params)),
      script: (text) => turn(() => sql.script(text)),
      transaction: (work, options) => turn(() => inTransaction(sql, work, options)),
      async close() {
        await turn(() => thread.close())
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function inTransaction<T>(sql: Sql, work: (tx: Sql) => Promise<T>, options?: TransactionOptions): Promise<T> {
  await sql.script(beginning(options))
  try {
    const done = await work(sql)
    await sql.query('commit')
    return done
  } catch (error) {
    await sql.query('rollback').catch(() => undefined)
    throw error
  }
}

/** There is one connection: whoever comes while a transaction is open waits for its end. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}

type Waiting = { done(rows: SqlRow[]): void; failed(error: Error): void }

async function startThread(folder: string) {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { folder } })
  const waiting = new Map<number, Waiting>()
  let gone: Error | undefined
  let calls = 0
  const listen = (id: number) => new Promise<SqlRow[]>((done, failed) => waiting.set(id, { done, failed }))
  const end = (error: Error) => {
    gone ??= error
    for (const one of waiting.values()) one.failed(gone)
    waiting.clear()
  }
  worker.on('message', (message: unknown) => {
    const { id, rows, failed } = PgliteAnswer.parse(message)
    const one = waiting.get(id)
    waiting.delete(id)
    if (failed === undefined) one?.done(rows ?? [])
    else one?.failed(new SqlRefused(failed.message, failed.state))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new SqlRefused('the embedded database has ended', '57P01')))
  await listen(0)
  const ask = (text: string, params: unknown[] | null): Promise<SqlRow[]> => {
    if (gone !== undefined) return Promise.reject(gone)
    calls += 1
    const answered = listen(calls)
    worker.postMessage({ id: calls, text, params } satisfies PgliteCall)
    return answered
  }
  return {
    ask,
    async close() {
      await ask('close', null)
      await worker.terminate()
    },
  }
}
