import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import type { PgliteAnswer } from './pglite-messages.ts'
import { typeParsers } from './type-parsers.ts'

const { folder } = z.object({ folder: z.string() }).parse(workerData)
const Call = z.object({ id: z.number(), text: z.string(), params: z.array(z.unknown()).nullable() })
const database = await PGlite.create({ dataDir: folder, parsers: typeParsers })

/** PGlite runs one statement after another, in the order in which they were sent. */
parentPort?.on('message', (message: unknown) => {
  const call = Call.parse(message)
  void answer(call).then((done) => parentPort?.postMessage(done))
})
parentPort?.postMessage({ id: 0, rows: [] } satisfies PgliteAnswer)

async function answer({ id, text, params }: z.infer<typeof Call>): Promise<PgliteAnswer> {
  try {
    if (text === 'close') await database.close()
    else if (params === null) await database.exec(text)
    else return { id, rows: (await database.query<Record<string, unknown>>(text, params)).rows }
    return { id, rows: [] }
  } catch (error) {
    return { id, failed: { message: error instanceof Error ? error.message : String(error), state: stateOf(error) } }
  }
}

function stateOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : 'XX000'
}
