import { parentPort } from 'node:worker_threads'
import { type CheckOptions, checkHistories } from './check-histories.ts'

parentPort?.on('message', (options: CheckOptions) => {
  checkHistories(options).then(
    (checked) => parentPort?.postMessage(checked),
    (cause: unknown) => {
      throw cause
    },
  )
})
