import { useMemo, useState } from 'react'
import { type Settled, settleRows } from './settle-rows.ts'

/**
 * Rows that do not move while `busy` (pointer, focus or scroll is on them). `scope` names the question; another question
 * starts from the live list, and an empty list has nothing that could move.
 */
export function useSettledRows<T>(live: T[], scope: string, keyOf: (row: T) => string, busy: boolean): Settled<T> & { settle(): void } {
  const [frozen, setFrozen] = useState({ scope, live })
  const base = busy && frozen.scope === scope && frozen.live.length > 0 ? frozen.live : live
  if (base !== frozen.live || scope !== frozen.scope) setFrozen({ scope, live: base })
  const settled = useMemo(
    () => settleRows(base.map(keyOf), live, new Map(base.map((row) => [keyOf(row), row])), keyOf),
    [base, live, keyOf],
  )
  return { ...settled, settle: () => setFrozen({ scope, live }) }
}
