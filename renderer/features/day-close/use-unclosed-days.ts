import { useCallback, useEffect, useState } from 'react'
import type { UnclosedDays } from '#core/day-close/unclosed-days.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

export type UnclosedView = {
  /** What the centre said last; stays while it does not answer. */
  found: UnclosedDays | null
  asking: boolean
  /** The centre did not answer now. */
  unknown: boolean
  refresh(): void
}

/** The desks that did not close their day, asked for anew whenever a close arrives or the line comes back. */
export function useUnclosedDays(): UnclosedView {
  const { dayClose, sync } = useDesk()
  const closes = useLive(dayClose.list)
  const { link } = useLive(sync.status)
  const [found, setFound] = useState<UnclosedDays | null>(null)
  const [asking, setAsking] = useState(true)
  const [unknown, setUnknown] = useState(false)
  const refresh = useCallback(() => {
    setAsking(true)
    dayClose
      .unclosed()
      .then(
        (answer) => {
          setFound(answer)
          setUnknown(false)
        },
        () => setUnknown(true),
      )
      .finally(() => setAsking(false))
  }, [dayClose])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a close that arrived, or the line that came back, changes the answer
  useEffect(refresh, [refresh, closes, link])
  return { found, asking, unknown, refresh }
}
