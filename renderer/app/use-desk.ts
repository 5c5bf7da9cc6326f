import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Bridge } from '#core/bridge/contract.ts'
import type { Desk, Live } from '#renderer/data/desk.ts'

export const DeskContext = createContext<Desk | null>(null)
export const BridgeContext = createContext<Bridge | null>(null)

/** The desk: the only way a component reaches data. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('no desk above this component')
  return desk
}

/** What the machine can do. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('no bridge above this component')
  return bridge
}

/** A live value of the desk, followed. Keep `live` the same object between renders (useMemo) where it comes from a call. */
export function useLive<T>(live: Live<T>): T {
  return useSyncExternalStore(
    (onChange) => live.subscribe(onChange),
    () => live.get(),
    () => live.get(),
  )
}
