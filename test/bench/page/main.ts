import { z } from 'zod'
import { openBenchDesk } from './bench-desk.ts'
import { startCountingWrites } from './count-writes.ts'
import { loadOurs } from './load-ours.ts'
import { askQueue } from './queue.ts'
import { saveDossiers, saveRaw } from './save.ts'
import { scanPlainly, typeSearches } from './search.ts'
import { startOffline } from './start.ts'

z.config({ jitless: true })
startCountingWrites()

/** What the runs drive. The product is part of the page, as in its own; peers and limits come when they are asked for. */
const bench = {
  openBenchDesk,
  loadOurs,
  startOffline,
  askQueue,
  typeSearches,
  scanPlainly,
  saveDossiers,
  saveRaw,
  raw: () => import('./raw-store.ts'),
  pouchdb: () => import('./peer-pouchdb.ts'),
  rxdb: () => import('./peer-rxdb.ts'),
}

declare global {
  var bench: BenchPage
}
export type BenchPage = typeof bench
globalThis.bench = bench
