import { useState } from 'react'
import type { BridgeAnswer } from '#core/bridge/contract.ts'
import type { OfferedHub } from '#core/bridge/hub.ts'
import { useBridge } from '#renderer/app/use-desk.ts'

export type PairingFailure = 'invalid' | 'not_found' | 'untrusted' | 'failed'
type PairingState = { kind: 'idle' | 'busy' } | { kind: 'failed'; code: PairingFailure }

const known: readonly string[] = ['invalid', 'not_found', 'untrusted']
const isKnown = (code: string): code is PairingFailure => known.includes(code)

/** Changing the server. The page starts anew afterwards: what it holds is the same, whom it asks is not. */
export function usePairing() {
  const bridge = useBridge()
  const [state, setState] = useState<PairingState>({ kind: 'idle' })
  const [offered, setOffered] = useState<OfferedHub[] | 'looking' | null>(null)
  const change = async (act: () => Promise<BridgeAnswer<unknown>>) => {
    setState({ kind: 'busy' })
    const answer = await act()
    if (answer.ok) return location.reload()
    const { code } = answer.failure
    setState({ kind: 'failed', code: isKnown(code) ? code : 'failed' })
  }
  return {
    state,
    offered,
    pair: (line: string) => change(() => bridge.hub.pair({ line })),
    leave: () => change(() => bridge.hub.leave()),
    async discover() {
      setOffered('looking')
      const answer = await bridge.hub.discover()
      setOffered(answer.ok ? answer.value : [])
    },
  }
}
