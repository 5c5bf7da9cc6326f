import { dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { isDossier } from '#core/dossier/is-dossier.ts'
import type { Instant } from '#core/record/instant.ts'
import { mergeEdits } from '#sync-server/reconciliation/merge-edits.ts'
import type { MemoryNode } from './memory-node.ts'
import { commonAncestor, livingOf, makeRevision, type Revision } from './revision-tree.ts'

/** Settles one losing leaf; the seam through which a planted bug of the sweeper enters. */
export type SettleLeaf = typeof settleLeaf

export type Sweeping = { node: MemoryNode; database: string; at: Instant; told: (facts: unknown) => void }

/** Puts the conflict leaves of every dossier on a node together, by the merge that the centre's sweeper uses. */
export function sweepNode(sweeping: Sweeping, settle: SettleLeaf = settleLeaf): void {
  const { node, database } = sweeping
  for (const id of node.ids(database)) {
    for (;;) {
      const [winner, ...losers] = livingOf(node.tree(database, id))
      const loser = losers.at(-1)
      if (winner === undefined || loser === undefined || isNewer(winner) || isNewer(loser)) break
      settle(sweeping, id, { winner, loser })
    }
  }
}

/** Merges the losing leaf into the winning one, or opens a case on it, and only then deletes it. */
export function settleLeaf(
  { node, database, at, told }: Sweeping,
  id: string,
  { winner, loser }: { winner: Revision; loser: Revision },
): void {
  const base = commonAncestor(node.tree(database, id), winner, loser)?.body ?? null
  const [mine, theirs] = [loser.body, winner.body]
  if (!isDossier(mine) || !isDossier(theirs)) throw new Error(`${id}: a leaf is no dossier`)
  const question = { base, mine, theirs, mineRev: loser.rev, theirsRev: winner.rev, mineKey: loser.rev, deskName: '', at }
  const { body, acts } = mergeEdits(question)
  for (const { facts } of acts) told(facts)
  if (body !== null) node.put(database, id, makeRevision(winner, { body, deleted: false }))
  deleteLeaf(node, database, id, loser)
}

export function deleteLeaf(node: MemoryNode, database: string, id: string, leaf: Revision): void {
  node.put(database, id, makeRevision(leaf, { body: {}, deleted: true }))
}

const isNewer = ({ body }: Revision): boolean => typeof body?.['schemaVersion'] === 'number' && body['schemaVersion'] > dossierSchemaVersion
