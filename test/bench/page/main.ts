import { z } from 'zod'
import { openBenchDesk } from './bench-desk.ts'
import { startCountingWrites } from './count-writes.ts'
import { idleCycles } from './idle.ts'
import { loadOurs } from './load-ours.ts'
import { takeInOffline, untilSent } from './push.ts'
import { askQueue } from './queue.ts'
import { saveDossiers } from './save.ts'
import { scanPlainly, typeSearches } from './search.ts'
import { startOffline } from './start.ts'

z.config({ jitless: true })
startCountingWrites()

/** What the runs drive. The product is part of the page, as in its own; peers and limits come when they are asked for. */
const benchPage = {
  openBenchDesk,
  loadOurs,
  startOffline,
  askQueue,
  typeSearches,
  scanPlainly,
  saveDossiers,
  idleCycles,
  takeInOffline,
  untilSent,
  raw: () => import('./raw-store.ts'),
  pouchdb: () => import('./peer-pouchdb.ts'),
  rxdb: () => import('./peer-rxdb.ts'),
}

declare global {
  var bench: typeof benchPage
}
globalThis.bench = benchPage
