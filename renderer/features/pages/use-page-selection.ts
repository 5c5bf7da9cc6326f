import { useCallback, useMemo, useState } from 'react'
import type { Placement } from '#core/dossier/dossier.ts'

export type PageSelection = {
  ids: ReadonlySet<string>
  /** The page that keys act from. */
  current: string | null
  choose(id: string, how: 'only' | 'toggle' | 'range'): void
  all(): void
  clear(): void
}

/** Which pages are chosen: one, several with Ctrl, a run with Shift. Pages that are gone are never chosen. */
export function usePageSelection(sorted: readonly Placement[]): PageSelection {
  const [state, setState] = useState<{ ids: ReadonlySet<string>; current: string | null }>({ ids: new Set(), current: null })
  const present = useMemo(() => new Set(sorted.map((one) => one.id)), [sorted])
  const ids = useMemo(() => new Set([...state.ids].filter((id) => present.has(id))), [state.ids, present])
  const current = state.current !== null && present.has(state.current) ? state.current : null

  const choose = useCallback(
    (id: string, how: 'only' | 'toggle' | 'range') =>
      setState((old) => {
        if (how === 'only') return { ids: new Set([id]), current: id }
        if (how === 'toggle') {
          const next = new Set(old.ids)
          if (!next.delete(id)) next.add(id)
          return { ids: next, current: id }
        }
        const from = sorted.findIndex((one) => one.id === (old.current ?? id))
        const to = sorted.findIndex((one) => one.id === id)
        const run = sorted.slice(Math.min(from, to), Math.max(from, to) + 1)
        return { ids: new Set([...old.ids, ...run.map((one) => one.id)]), current: id }
      }),
    [sorted],
  )
  return {
    ids,
    current,
    choose,
    all: () => setState({ ids: new Set(present), current: sorted[0]?.id ?? null }),
    clear: () => setState({ ids: new Set(), current }),
  }
}
