import { useEffect, useState } from 'react'
import type { HubStatus } from '#core/bridge/hub.ts'
import { useBridge } from '#renderer/app/use-desk.ts'

/** The server this desk talks to; null until the shell has answered. */
export function useHubStatus(): HubStatus | null {
  const bridge = useBridge()
  const [status, setStatus] = useState<HubStatus | null>(null)
  useEffect(() => {
    let gone = false
    void bridge.hub.status().then((answer) => {
      if (!gone && answer.ok) setStatus(answer.value)
    })
    return () => {
      gone = true
    }
  }, [bridge])
  return status
}
