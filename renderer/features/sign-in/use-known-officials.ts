import { useEffect, useState } from 'react'
import { useDesk } from '#renderer/app/use-desk.ts'
import type { Session } from '#renderer/data/desk.ts'

export type KnownOfficial = Awaited<ReturnType<Session['listKnown']>>[number]

/** Officials who have signed in on this PC, last first. Where the list cannot be read the form alone is enough. */
export function useKnownOfficials(): KnownOfficial[] {
  const { session } = useDesk()
  const [known, setKnown] = useState<KnownOfficial[]>([])
  useEffect(() => {
    let gone = false
    session.listKnown().then(
      (list) => {
        if (!gone) setKnown([...list].sort((a, b) => (a.lastSignIn < b.lastSignIn ? 1 : -1)))
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [session])
  return known
}
