import { useCallback, useEffect, useRef, useState } from 'react'

export type Answer<T> = { value: T | null; asking: boolean; error: unknown; again(): void }

/**
 * Asks whenever `key` changes, and on `again`. What was answered stays while the same is asked again; the answer to another question is
 * never shown, for figures of one period under the name of another would be printed. A null key asks nothing.
 */
export function useAnswer<T>(key: string | null, ask: () => Promise<T>): Answer<T> {
  const [held, setHeld] = useState<{ key: string; value: T } | null>(null)
  const [asking, setAsking] = useState(key !== null)
  const [error, setError] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  const latest = useRef(ask)
  latest.current = ask
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is a wish to ask the same again
  useEffect(() => {
    if (key === null) return
    let isOld = false
    setAsking(true)
    setError(null)
    latest
      .current()
      .then(
        (value) => !isOld && setHeld({ key, value }),
        (thrown: unknown) => !isOld && setError(thrown),
      )
      .finally(() => !isOld && setAsking(false))
    return () => {
      isOld = true
    }
  }, [key, turn])
  const again = useCallback(() => setTurn((before) => before + 1), [])
  return { value: held?.key === key ? held.value : null, asking, error, again }
}
