import { toInstant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import { type HeldDossier, isDossier, readDossier } from '../dossiers/held-dossier.ts'

/** What arrives makes of what this desk holds; `unread` where this build cannot read it, `nothing` where it is known already. */
export type Arrived = { kind: 'changed'; held: HeldDossier } | { kind: 'unread' } | { kind: 'nothing' }

/**
 * A clean dossier is replaced, an edited one merged, and where both sides changed the same fields ours stays, refused as a conflict,
 * with theirs beside it.
 */
export function arriveDossier(held: HeldDossier | undefined, document: WireDocument, epochMs: number): Arrived {
  const rev = document._rev
  if (held?.mark.rev === rev || (held?.mark.state === 'refused' && held.aside?.rev === rev)) return { kind: 'nothing' }
  const theirs = readDossier(document)
  if (theirs === undefined) return { kind: 'unread' }
  if (held === undefined) return { kind: 'changed', held: theirs }
  const clean = { ...theirs, pendingEvents: held.pendingEvents }
  return { kind: 'changed', held: held.mark.state === 'acknowledged' ? clean : mergeInto(held, clean, { document, epochMs }) }
}

function mergeInto(held: HeldDossier, clean: HeldDossier, { document, epochMs }: { document: WireDocument; epochMs: number }): HeldDossier {
  const { rev, body } = fromWire(document)
  const outcome = merge({ base: held.mark.base, mine: held.record, theirs: body })
  if (outcome.kind === 'same') return clean
  if (outcome.kind === 'merged' && isDossier(outcome.body)) {
    const settled = held.mark.refusal?.code === 'conflict' ? { state: 'local' as const, refusal: null } : {}
    return { ...clean, record: outcome.body, mark: { ...held.mark, ...settled, rev, base: body } }
  }
  const reason = outcome.kind === 'disputed' ? outcome.fields.map(({ path }) => path).join(', ') : 'invalid after merging'
  const refusal = { code: 'conflict' as const, reason, at: toInstant(epochMs) }
  return { ...held, mark: { ...held.mark, state: 'refused', refusal }, aside: { rev, body } }
}
