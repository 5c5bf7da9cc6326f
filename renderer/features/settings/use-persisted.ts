import { useEffect, useState } from 'react'

/** Whether the browser has promised to keep this desk's storage; null until it has answered. */
export function usePersisted(): boolean | null {
  const [persisted, setPersisted] = useState<boolean | null>(null)
  useEffect(() => {
    let gone = false
    // Without the API nothing is promised either.
    const asked = navigator.storage?.persisted?.() ?? Promise.resolve(false)
    asked.then(
      (answer) => {
        if (!gone) setPersisted(answer)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [])
  return persisted
}
