import { createContext, useContext } from 'react'
import type { Bridge } from '#core/bridge/contract.ts'

export { useDesk, useLive } from '#renderer/data/hooks.ts'

export const BridgeContext = createContext<Bridge | null>(null)

/** What the machine can do. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext)
  if (bridge === null) throw new Error('no bridge above this component')
  return bridge
}
