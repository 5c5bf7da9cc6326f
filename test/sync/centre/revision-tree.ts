import { canonicalJson } from '#core/journal/event.ts'
import type { WireBody } from '#core/sync/wire.ts'

/** One version of a document, and the one it was written over; `body` is null once compaction has taken it. */
export type Revision = { rev: string; parent: string | null; deleted: boolean; body: WireBody | null }

/** A document as CouchDB keeps it: every version by its revision, of which those without children are its leaves. */
export type RevisionTree = Map<string, Revision>

/** The next revision over `parent`. As in CouchDB the same change on two nodes is the same revision. */
export function makeRevision(parent: Revision | null, change: { body: WireBody; deleted: boolean }): Revision {
  const generation = parent === null ? 1 : generationOf(parent.rev) + 1
  const rev = `${generation}-${hashOf(`${parent?.rev ?? ''}${change.deleted}${canonicalJson(change.body)}`)}`
  return { rev, parent: parent?.rev ?? null, deleted: change.deleted, body: frozenCopy(change.body) }
}

/** As it would come back from a disk; whoever reads it may not write into it. */
function frozenCopy(body: WireBody): WireBody {
  return JSON.parse(JSON.stringify(body), (_name, value: unknown) => Object.freeze(value))
}

/** The leaves, the winning one first: not deleted before deleted, then the longer history, then the higher hash. */
export function leavesOf(tree: RevisionTree): Revision[] {
  const parents = new Set([...tree.values()].map(({ parent }) => parent))
  return [...tree.values()].filter(({ rev }) => !parents.has(rev)).sort(byPrecedence)
}

/** The leaves that are not deleted. */
export function livingOf(tree: RevisionTree): Revision[] {
  return leavesOf(tree).filter(({ deleted }) => !deleted)
}

/** The latest version that both revisions come from; undefined where they share none. */
export function commonAncestor(tree: RevisionTree, one: Revision, other: Revision): Revision | undefined {
  const below = new Set(pathOf(tree, other).map(({ rev }) => rev))
  return pathOf(tree, one).find(({ rev }) => below.has(rev))
}

/** A revision and all it comes from, newest first. */
export function pathOf(tree: RevisionTree, leaf: Revision): Revision[] {
  const path = [leaf]
  for (let at = leaf; at.parent !== null; ) {
    const below = tree.get(at.parent)
    if (below === undefined) break
    path.push(below)
    at = below
  }
  return path
}

function byPrecedence(a: Revision, b: Revision): number {
  if (a.deleted !== b.deleted) return a.deleted ? 1 : -1
  return generationOf(b.rev) - generationOf(a.rev) || (a.rev < b.rev ? 1 : -1)
}

const generationOf = (rev: string): number => Number(rev.slice(0, rev.indexOf('-')))

/** Two 32-bit FNV-1a hashes: enough for the few versions of a history. */
function hashOf(text: string): string {
  let [one, other] = [0x811c9dc5, 0x01234567]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    other = Math.imul(other ^ code ^ at, 0x01000193)
  }
  return [one, other].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
