import { useState } from 'react'

/** Runs one errand at a time and keeps what went wrong for the screen. */
export function useSending(): { sending: boolean; error: unknown; run(errand: () => Promise<void>): void } {
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = (errand: () => Promise<void>) => {
    setSending(true)
    setError(null)
    errand()
      .catch(setError)
      .finally(() => setSending(false))
  }
  return { sending, error, run }
}
