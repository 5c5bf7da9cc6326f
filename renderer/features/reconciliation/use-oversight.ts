import { useCallback, useEffect, useState } from 'react'
import type { Oversight } from '#core/reconciliation/oversight.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

export type OversightView = { oversight: Oversight | null; asking: boolean; error: unknown; refresh: () => void }

/** What the centre knows of the unit, asked for when the screen opens; what it said before stays while it does not answer. */
export function useOversight(wanted: boolean): OversightView {
  const { reconciliation } = useDesk()
  const oversight = useLive(reconciliation.oversight)
  const [asking, setAsking] = useState(wanted)
  const [error, setError] = useState<unknown>(null)
  const refresh = useCallback(() => {
    setAsking(true)
    setError(null)
    reconciliation
      .refresh()
      .catch(setError)
      .finally(() => setAsking(false))
  }, [reconciliation])
  useEffect(() => {
    if (wanted) refresh()
  }, [wanted, refresh])
  return { oversight, asking, error, refresh }
}
