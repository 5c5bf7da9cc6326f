import { createContext, createElement, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Desk, Live } from './desk.ts'

const DeskContext = createContext<Desk | null>(null)

/** Gives the open desk to everything below. */
export function DeskProvider({ desk, children }: { desk: Desk; children: ReactNode }) {
  return createElement(DeskContext.Provider, { value: desk }, children)
}

/** The open desk. Throws outside `DeskProvider`. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk outside DeskProvider')
  return desk
}

/** The live value as of now; the component is drawn again when it changes. */
export function useLive<T>(live: Live<T>): T {
  return useSyncExternalStore(live.subscribe, live.get)
}
