import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import { createLoadSize, type LoadSize } from './load-size.ts'

/** Items that were given to the line and have no answer yet. Kept in memory: after a crash they are simply sent again. */
export type Flight = {
  keys: Live<ReadonlySet<string>>
  load: LoadSize
  during<T>(keys: string[], send: () => Promise<T>): Promise<T>
  clear(): void
}

export function createFlight(): Flight {
  const keys = createSource<ReadonlySet<string>>(new Set())
  return {
    keys,
    load: createLoadSize(),
    async during(these, send) {
      keys.set(new Set([...keys.get(), ...these]))
      try {
        return await send()
      } finally {
        keys.set(new Set([...keys.get()].filter((key) => !these.includes(key))))
      }
    },
    clear: () => keys.set(new Set()),
  }
}
