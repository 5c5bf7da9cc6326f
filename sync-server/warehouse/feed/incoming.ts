import { z } from 'zod'
import type { ChangesAnswer } from '#core/sync/wire.ts'
import { bucketOf } from '#core/warehouse/bucket-of.ts'
import { type DocumentState, generationOf, weightOf } from '#core/warehouse/document-state.ts'
import { type Normalised, normaliseBody } from '#core/warehouse/normalise-body.ts'
import type { FactsRead } from './read-facts.ts'

type ChangeRow = ChangesAnswer['results'][number]
type Document = Record<string, unknown>

/** One leaf as it came: `content` is null where only its revision is known. */
export type Revision = { rev: string; deleted: boolean; reason: string | null; content: Normalised | null; attachments: string | null }

/** One document with all its leaves; `winner` is undefined where its body did not come along. */
export type Incoming = {
  id: string
  bucket: string
  seq: string
  state: DocumentState
  winner: Revision | undefined
  others: Revision[]
  facts?: FactsRead
}

const Attachments = z.record(
  z.string(),
  z.looseObject({ digest: z.string().catch(''), length: z.number().catch(0), content_type: z.string().catch('') }),
)

/** A row of `_changes`, with the bodies of conflicting leaves that had to be asked for (`leaves`, by revision). */
export function toIncoming(row: ChangeRow, leaves: ReadonlyMap<string, Document> = new Map()): Incoming {
  const revs = row.changes.map(({ rev }) => rev)
  const document = row.doc != null && revs.includes(row.doc._rev) ? row.doc : undefined
  const rev = document?._rev ?? revs[0] ?? ''
  const conflicts = new Set(conflictsOf(document))
  const others = revs
    .filter((one) => one !== rev)
    .map((one) => {
      const found = leaves.get(one)
      return found === undefined ? bare(one, !conflicts.has(one)) : toRevision(one, found)
    })
  return {
    id: row.id,
    bucket: bucketOf(row.id),
    seq: row.seq,
    state: { rev, deleted: document === undefined ? row.deleted === true : document['_deleted'] === true, leaves: revs },
    winner: document === undefined ? undefined : toRevision(rev, document),
    others,
  }
}

const Conflicts = z.array(z.string())

/** Revisions of live leaves that lost against the winner. */
export function conflictsOf(document: Document | null | undefined): string[] {
  if (document?.['_conflicts'] === undefined) return []
  const conflicts = Conflicts.safeParse(document['_conflicts'])
  return conflicts.success ? conflicts.data : []
}

export function toRevision(rev: string, document: Document): Revision {
  const deleted = document['_deleted'] === true
  const content = normaliseBody(document)
  const reason = !deleted ? null : document['routedAway'] === true ? 'routing' : 'removed'
  return { rev, deleted, reason, content: deleted && content.text === '{}' ? null : content, attachments: attachmentsOf(document) }
}

const bare = (rev: string, deleted: boolean): Revision => ({
  rev,
  deleted,
  reason: deleted ? 'removed' : null,
  content: null,
  attachments: null,
})

/** Name, MD5 digest, size and type of each attachment, as JSON in one order. */
function attachmentsOf(document: Document): string | null {
  if (document['_attachments'] === undefined) return null
  const stubs = Attachments.safeParse(document['_attachments'])
  if (!stubs.success) return null
  const entries = Object.entries(stubs.data).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(
    Object.fromEntries(entries.map(([name, { digest, length, content_type }]) => [name, { digest, length, type: content_type }])),
  )
}

/** Its row in `raw.document`. */
export function documentRow(sourceId: number, { id, bucket, state, others }: Incoming) {
  return {
    sourceId,
    docId: id,
    bucket,
    rev: state.rev,
    generation: generationOf(state.rev),
    deleted: state.deleted,
    weight: weightOf(state),
    leaves: [...state.leaves].sort(),
    conflicts: others.filter(({ deleted }) => !deleted).length,
  }
}
