import { useEffect, useState } from 'react'
import type { ShellInfo } from '#core/bridge/contract.ts'
import { useBridge } from '#renderer/app/use-desk.ts'

/** What the shell says of itself; null until it has answered. */
export function useShellInfo(): ShellInfo | null {
  const bridge = useBridge()
  const [info, setInfo] = useState<ShellInfo | null>(null)
  useEffect(() => {
    let gone = false
    void bridge.shell.info().then((answer) => {
      if (!gone && answer.ok) setInfo(answer.value)
    })
    return () => {
      gone = true
    }
  }, [bridge])
  return info
}
