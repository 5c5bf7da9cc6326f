import { type MergedField, merge } from '#core/sync/merge.ts'
import type { WireBody } from '#core/sync/wire.ts'

/** One field that an edit changed: `base` = before it, `mine` = after it. */
export type ChangedField = Pick<MergedField, 'path' | 'fieldClass' | 'base' | 'mine'>

/** What an edit changed, field by field; what is computed anew anyway is left out. */
export function listChanges({ base, mine }: { base: WireBody; mine: WireBody }): ChangedField[] {
  // Against a side that changed nothing, a merge takes exactly what this one changed.
  const { taken } = merge({ base, mine, theirs: base })
  return taken.flatMap(({ path, fieldClass, base: before, mine: after, taken: side }) =>
    side === 'mine' ? [{ path, fieldClass, base: before, mine: after }] : [],
  )
}
