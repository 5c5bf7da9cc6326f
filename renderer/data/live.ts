import type { Live } from './desk.ts'

/** A value that its owner sets; `get` answers the same object until it is set again. */
export type Source<T> = Live<T> & { set(next: T): void }

/** A live value with its owner's handle. */
export function createSource<T>(first: T): Source<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** A live value worked out of others, when it is read and only if one of them has changed since. */
export function derive<T>(sources: Live<unknown>[], compute: () => T): Live<T> {
  let seen: unknown[] | undefined
  let value: T
  return {
    get() {
      const now = sources.map((source) => source.get())
      if (seen === undefined || now.some((one, index) => !Object.is(one, seen?.[index]))) {
        seen = now
        value = compute()
      }
      return value
    },
    subscribe(listener) {
      const stops = sources.map((source) => source.subscribe(listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
