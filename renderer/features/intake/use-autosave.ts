import { useCallback, useEffect, useRef, useState } from 'react'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { isDraftEmpty } from './intake-changes.ts'

const restMs = 400

export type Autosave = {
  /** When this draft was last written; null before its first save. */
  savedAt: Instant | null
  /** True while the screen holds something that the disk does not. */
  pending: boolean
  /** Whether the disk's draft has this page's place: a page nobody can find again is not kept. */
  isPlaced(placement: string): boolean
  failure: unknown
  /** Writes now and resolves when the draft is durable. */
  flush(): Promise<void>
  /** No save after this one: the draft has become a dossier. */
  stop(): void
}

/** Keeps the draft on disk: 400 ms after the last change, and at once when a field is left or the window goes. */
export function useAutosave(draft: IntakeDraft): Autosave {
  const desk = useDesk()
  const [saved, setSaved] = useState<{ draft: IntakeDraft; at: Instant } | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const latest = useRef(draft)
  const written = useRef<IntakeDraft>(draft)
  const stopped = useRef<string | null>(null)
  const line = useRef(Promise.resolve())
  const opened = useRef(draft)
  latest.current = draft
  // Another draft is opened as it lies on the disk.
  if (opened.current.id !== draft.id) opened.current = draft

  const flush = useCallback(() => {
    line.current = line.current.then(async () => {
      const now = latest.current
      if (now === written.current || stopped.current === now.id || isDraftEmpty(now)) return
      try {
        await desk.drafts.save({ ...now, updated: toInstant(Date.now()) })
        written.current = now
        setSaved({ draft: now, at: toInstant(Date.now()) })
        setFailure(null)
      } catch (error) {
        setFailure(error)
      }
    })
    return line.current
  }, [desk])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the wait anew
  useEffect(() => {
    const timer = window.setTimeout(() => void flush(), restMs)
    return () => window.clearTimeout(timer)
  }, [draft, flush])

  useEffect(() => {
    const now = () => void flush()
    window.addEventListener('focusout', now)
    window.addEventListener('pagehide', now)
    document.addEventListener('visibilitychange', now)
    return () => {
      window.removeEventListener('focusout', now)
      window.removeEventListener('pagehide', now)
      document.removeEventListener('visibilitychange', now)
      now()
    }
  }, [flush])

  const stop = useCallback(() => {
    stopped.current = latest.current.id
  }, [])
  // What is said of the draft before must not be said of this one.
  const savedAt = saved?.draft.id === draft.id ? saved.at : null
  const pending = saved?.draft !== draft && written.current !== draft && !isDraftEmpty(draft)
  const onDisk = saved?.draft.id === draft.id ? saved.draft : opened.current
  const isPlaced = (placement: string) => onDisk.placements.some((one) => one.id === placement)
  return { savedAt, pending, isPlaced, failure, flush, stop }
}
