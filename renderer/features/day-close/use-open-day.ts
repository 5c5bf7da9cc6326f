import { useCallback, useEffect, useState } from 'react'
import type { DayClose } from '#core/day-close/day-close.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { OpenDay } from '#renderer/data/day-close/desk-day-closes.ts'

export type OpenDayView = {
  /** Null until it has been worked out. */
  open: OpenDay | null
  error: unknown
  closing: boolean
  /** Undefined where it failed; the error says why. */
  close(explanations: DayClose['explanations']): Promise<DayClose | undefined>
}

/** The work that no close holds, worked out anew whenever something was done at this desk. */
export function useOpenDay(): OpenDayView {
  const { dayClose, dossiers } = useDesk()
  const rows = useLive(dossiers.rows)
  const closes = useLive(dayClose.list)
  const [open, setOpen] = useState<OpenDay | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [closing, setClosing] = useState(false)
  const look = useCallback(
    (isStopped: () => boolean) =>
      dayClose.look().then(
        (found) => !isStopped() && setOpen(found),
        (thrown: unknown) => !isStopped() && setError(thrown),
      ),
    [dayClose],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever was done changes the dossiers or the closes
  useEffect(() => {
    let stopped = false
    void look(() => stopped)
    return () => {
      stopped = true
    }
  }, [look, rows, closes])
  const close = async (explanations: DayClose['explanations']) => {
    setClosing(true)
    setError(null)
    try {
      return await dayClose.close({ explanations })
    } catch (thrown) {
      setError(thrown)
      return undefined
    } finally {
      setClosing(false)
    }
  }
  return { open, error, closing, close }
}
