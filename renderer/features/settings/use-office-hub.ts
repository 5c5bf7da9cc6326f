import { useEffect, useState } from 'react'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { OfficeHubState } from '#renderer/data/centre/office-hub.ts'

/** What the office's hub says of itself, asked for anew whenever the desk's line changes; null at the centre, and until it has answered. */
export function useOfficeHub(): OfficeHubState | null {
  const { officeHub, sync } = useDesk()
  const { place, link } = useLive(sync.status)
  const [state, setState] = useState<OfficeHubState | null>(null)
  useEffect(() => {
    let left = false
    setState(null)
    if (place === 'office' && link === 'online')
      void officeHub.ask().then(
        (answer) => left || setState(answer),
        // Nothing is said of a hub that does not answer; the status bar tells that it does not.
        () => undefined,
      )
    return () => {
      left = true
    }
  }, [officeHub, place, link])
  return state
}
