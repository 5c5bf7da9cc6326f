import { useEffect, useState } from 'react'
import { type Instant, toInstant } from '#core/record/instant.ts'

/** The legal time, moved on every 15 seconds: an appointment on screen is never older than that. */
export function useNow(): Instant {
  const [now, setNow] = useState(() => wholeSecond())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(wholeSecond()), 15_000)
    return () => window.clearInterval(timer)
  }, [])
  return now
}

function wholeSecond(): Instant {
  return toInstant(Math.floor(Date.now() / 1000) * 1000)
}
