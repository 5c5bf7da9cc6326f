import type { HeldDossier } from '#renderer/data/dossiers/held-dossier.ts'
import { acknowledgedMark } from '#renderer/data/dossiers/held-dossier.ts'
import type { Shelf } from '#renderer/data/dossiers/shelf.ts'
import { deleteLeaf } from './centre/sweep.ts'
import type { Planted } from './history/world.ts'
import { isObject } from './oracle/ledger.ts'

/** The desk gives up what the centre refused: it counts as done. */
const dropRefused: Planted = {
  tamperShelf: (shelf) =>
    changingWrites(shelf, ({ mark, ...held }) => ({
      ...held,
      mark: mark.state === 'refused' ? acknowledgedMark(mark.rev ?? '0-none') : mark,
      pendingEvents: held.pendingEvents.filter((one) => one.mark.state !== 'refused'),
    })),
}

/** After a merge the desk keeps the base from before it. */
const reuseStaleBase: Planted = {
  tamperShelf: (shelf) =>
    changingWrites(shelf, (held) => {
      const before = shelf.opened(held.record.id)?.mark
      const merged = held.mark.base !== null && before?.base != null && before.rev !== held.mark.rev
      return merged ? { ...held, mark: { ...held.mark, base: before.base } } : held
    }),
}

/** A row that says "conflict" is taken for written. */
const swallowConflict: Planted = {
  tamperAnswer: (path, answer) =>
    path.endsWith('/_bulk_docs') && Array.isArray(answer)
      ? answer.map((row) => (isObject(row) && row['error'] === 'conflict' ? { id: row['id'], ok: true, rev: '1-swallowed' } : row))
      : answer,
}

/** The sweeper deletes the losing leaf without a look at it. */
const loseLeaf: Planted = { settleLeaf: ({ node, database }, id, { loser }) => deleteLeaf(node, database, id, loser) }

export const plantedBugs = { dropRefused, reuseStaleBase, swallowConflict, loseLeaf }

function changingWrites(shelf: Shelf, change: (held: HeldDossier) => HeldDossier): Shelf {
  return { ...shelf, put: (held) => shelf.put(change(held)), putMany: (held) => shelf.putMany(held.map(change)) }
}
