import { parentPort, workerData } from 'node:worker_threads'
import { serveEmbedded } from './embedded/serve-embedded.ts'
import { type StoreThreadAnswer, StoreThreadData } from './own-store-messages.ts'
import { knownRules } from './provision/design-documents.ts'

const embedded = await serveEmbedded({ ...StoreThreadData.parse(workerData), known: knownRules() })

const answer = (message: StoreThreadAnswer): void => parentPort?.postMessage(message)

// Whatever comes means the end.
parentPort?.once('message', () => {
  void embedded.close().then(() => answer({ closed: true }))
})
answer({ origin: embedded.origin })
