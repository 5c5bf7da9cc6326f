import { useCallback, useEffect, useState } from 'react'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { OutsideView } from '#core/outside/outside-task.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** Why the centre's work on a dossier cannot be seen: it did not answer, or the dossier has not got there. */
export type Unseen = 'no_line' | 'not_there'

export type OutsideTasks = {
  /** Null until the centre has said; what it said before stays while it does not answer. */
  tasks: OutsideView[] | null
  unseen: Unseen | null
  loading: boolean
  load(): void
}

const firstLookMs = 3_000
const longestLookMs = 30_000

/** What the centre does with systems outside for a dossier. While an answer is missing it is looked for again, less and less often. */
export function useOutsideTasks(dossier: Dossier): OutsideTasks {
  const { outside, sync } = useDesk()
  const { link } = useLive(sync.status)
  const [seen, setSeen] = useState<Pick<OutsideTasks, 'tasks' | 'unseen'>>({ tasks: null, unseen: null })
  const [loading, setLoading] = useState(false)
  const [looks, setLooks] = useState(0)
  const look = useCallback(
    () =>
      outside.ofDossier(dossier.id).then(
        (tasks) => setSeen({ tasks, unseen: null }),
        (error: unknown) => {
          const unseen = error instanceof RuleBroken && error.code === 'not-found' ? 'not_there' : 'no_line'
          setSeen(({ tasks }) => ({ tasks, unseen }))
        },
      ),
    [outside, dossier.id],
  )
  const load = useCallback(() => {
    setLoading(true)
    setLooks(0)
    void look().finally(() => setLoading(false))
  }, [look])
  const { at } = dossier.sync.nationalPortal
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new mark of the portal, or a line that came back, says that there may be news
  useEffect(load, [load, at, link])
  const isPending = seen.unseen !== null || seen.tasks === null || isMissing(seen.tasks, dossier)
  useEffect(() => {
    if (!isPending) return
    const timer = setTimeout(
      () => void look().finally(() => setLooks((before) => before + 1)),
      Math.min(firstLookMs * 1.5 ** looks, longestLookMs),
    )
    return () => clearTimeout(timer)
  }, [isPending, looks, look])
  return { ...seen, loading, load }
}

function isMissing(tasks: OutsideView[], { applicant }: Dossier): boolean {
  const checksPerson = applicant.personalId !== null || applicant.oldId !== null
  return tasks.some((one) => one.state === 'waiting') || (checksPerson && !tasks.some((one) => one.system === 'population'))
}
