/** A wish of one part of the frame that another part fulfils (the header's box opens the search overlay). */
export type Signal = { send(): void; listen(listener: () => void): () => void }

function createSignal(): Signal {
  const listeners = new Set<() => void>()
  return {
    send: () => {
      for (const listener of listeners) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export const openSearch = createSignal()
export const openKeyMap = createSignal()
