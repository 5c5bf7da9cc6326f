import type { BulkRow, WireBody } from '#core/sync/wire.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import { leavesOf, livingOf, makeRevision, pathOf, type Revision, type RevisionTree } from './revision-tree.ts'

/** What a database refuses: the reason, or undefined where it takes the write. */
export type Judge = (database: string, body: WireBody, old: WireBody | null) => string | undefined

type Database = { documents: Map<string, RevisionTree>; changed: Map<string, number>; sequence: number }

/** One node of the centre: databases with revision trees, written as CouchDB writes them. */
export type MemoryNode = {
  name: string
  /** Writes as the devices do; each row is answered for itself. */
  bulk(database: string, documents: unknown[]): BulkRow[]
  find(database: string, id: string): WireBody | undefined
  changes(database: string, since: string, limit: number): { results: unknown[]; last_seq: string; pending: number }
  sequenceOf(database: string): string
  tree(database: string, id: string): RevisionTree
  ids(database: string): string[]
  /** Adds a version without asking the rules: what the server itself writes. */
  put(database: string, id: string, revision: Revision): void
  /**
   * Brings over every version that the other node has and this one has not. Answers whether a document's winning version now lies on
   * another branch than the one before, so that readers here meet values which theirs had been written over.
   */
  replicateFrom(other: MemoryNode, databases: readonly string[]): boolean
  /** Forgets the bodies of versions that are no leaves. */
  compact(database: string): void
}

export function createMemoryNode(name: string, judge: Judge): MemoryNode {
  const databases = new Map<string, Database>()
  const of = (database: string): Database => {
    const found = databases.get(database) ?? { documents: new Map(), changed: new Map(), sequence: 0 }
    databases.set(database, found)
    return found
  }
  const tree = (database: string, id: string): RevisionTree => of(database).documents.get(id) ?? new Map()
  const put = (database: string, id: string, revision: Revision): void => {
    const { documents, changed } = of(database)
    documents.set(id, tree(database, id).set(revision.rev, revision))
    of(database).sequence += 1
    changed.set(id, of(database).sequence)
  }
  const sequenceOf = (database: string): string => `${name}:${of(database).sequence}`
  return {
    name,
    tree,
    put,
    sequenceOf,
    ids: (database) => [...of(database).documents.keys()],
    find: (database, id) => documentOf(id, leavesOf(tree(database, id))[0]),
    bulk: (database, documents) => documents.map((one) => writeOne(WireDocumentToBe.parse(one), { database, tree, put, judge })),
    changes(database, since, limit) {
      const { changed, documents } = of(database)
      // A sequence of another node says nothing here: everything is read again.
      const from = since.startsWith(`${name}:`) ? Number(since.slice(name.length + 1)) : 0
      const later = [...changed].filter(([, at]) => at > from).sort(([, a], [, b]) => a - b)
      const results = later.slice(0, limit).map(([id, at]) => rowOf(id, `${name}:${at}`, documents.get(id) ?? new Map()))
      const last = later.slice(0, limit).at(-1)?.[1] ?? of(database).sequence
      return { results, last_seq: `${name}:${last}`, pending: later.length - results.length }
    },
    replicateFrom(other, names) {
      const bring = (database: string, id: string): boolean => {
        const missing = [...other.tree(database, id).values()].filter(({ rev }) => !tree(database, id).has(rev))
        const before = missing.length === 0 ? undefined : leavesOf(tree(database, id))[0]
        for (const revision of missing) put(database, id, revision)
        return before !== undefined && !isOnWinningBranch(tree(database, id), before)
      }
      return names.flatMap((database) => other.ids(database).map((id) => bring(database, id))).includes(true)
    },
    compact(database) {
      for (const one of of(database).documents.values()) {
        const leaves = new Set(leavesOf(one).map(({ rev }) => rev))
        for (const [rev, revision] of one) if (!leaves.has(rev)) one.set(rev, { ...revision, body: null })
      }
    },
  }
}

function isOnWinningBranch(tree: RevisionTree, { rev }: Revision): boolean {
  const [winner] = leavesOf(tree)
  return winner !== undefined && pathOf(tree, winner).some((below) => below.rev === rev)
}

const WireDocumentToBe = WireDocument.partial({ _rev: true })

type Writing = Pick<MemoryNode, 'tree' | 'put'> & { database: string; judge: Judge }

function writeOne(document: { _id: string; _rev?: string | undefined }, { database, tree, put, judge }: Writing): BulkRow {
  const id = document._id
  const leaves = leavesOf(tree(database, id))
  const { body } = fromWire(WireDocument.parse({ _rev: '0-new', ...document }))
  const under = document._rev === undefined ? undefined : leaves.find(({ rev }) => rev === document._rev)
  if (document._rev === undefined ? livingOf(tree(database, id)).length > 0 : under === undefined)
    return { id, error: 'conflict', reason: 'Document update conflict.' }
  const reason = judge(database, { ...body, _id: id }, under?.body ?? null)
  if (reason !== undefined) return { id, error: 'forbidden', reason }
  const revision = makeRevision(under ?? null, { body, deleted: false })
  put(database, id, revision)
  return { id, ok: true, rev: revision.rev }
}

function rowOf(id: string, seq: string, tree: RevisionTree) {
  const winner = leavesOf(tree)[0]
  const deleted = winner?.deleted === true ? { deleted: true } : {}
  return { id, seq, changes: [{ rev: winner?.rev ?? '' }], doc: documentOf(id, winner), ...deleted }
}

function documentOf(id: string, revision: Revision | undefined): WireBody | undefined {
  if (revision === undefined || revision.body === null) return undefined
  return { ...revision.body, _id: id, _rev: revision.rev, ...(revision.deleted ? { _deleted: true } : {}) }
}
