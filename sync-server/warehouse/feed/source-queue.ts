import type { Source } from './source.ts'

/** What became of a source's turn: read to its end; interrupted so that others have theirs; to be tried again some other time. */
export type Turn = 'whole' | 'part' | 'failed'

export type SourceQueue = {
  /** Sources that have news; those that wait or are at work already are not taken twice. */
  add(sources: readonly Source[]): void
  /** True while a source waits for its turn. */
  hasWaiting(): boolean
  /** When nothing waits and nothing is at work; true where everything since the last time was read to its end. */
  idle(): Promise<boolean>
}

/** Gives sources their turns, some at the same time; one that has more to read goes behind those that wait. `take` never throws. */
export function createSourceQueue({ parallel, take }: { parallel: number; take(source: Source): Promise<Turn> }): SourceQueue {
  const waiting: Source[] = []
  const working = new Map<string, Promise<void>>()
  let whole = true
  const work = async (source: Source): Promise<void> => {
    const turn = await take(source)
    working.delete(source.database)
    if (turn === 'part') waiting.push(source)
    if (turn === 'failed') whole = false
    pump()
  }
  const pump = (): void => {
    while (working.size < parallel) {
      const source = waiting.shift()
      if (source === undefined) return
      working.set(source.database, work(source))
    }
  }
  return {
    add(sources) {
      for (const source of sources) {
        const isKnown = working.has(source.database) || waiting.some(({ database }) => database === source.database)
        if (!isKnown) waiting.push(source)
      }
      pump()
    },
    hasWaiting: () => waiting.length > 0,
    async idle() {
      while (working.size > 0) await Promise.all(working.values())
      const done = whole
      whole = true
      return done
    },
  }
}
