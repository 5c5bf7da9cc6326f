import { useState } from 'react'

/** Runs one act on a register book at a time; what went wrong stays until the next. */
export function usePass(): { busy: boolean; error: unknown; run: (act: () => Promise<void>) => Promise<boolean> } {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (act: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await act()
      return true
    } catch (thrown) {
      setError(thrown)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, run }
}
