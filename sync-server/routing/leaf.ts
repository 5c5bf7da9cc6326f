import { z } from 'zod'
import { membersOf } from '#core/dossier/members.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { pagesOf } from '#sync-server/provision/views.ts'
import type { RevisionDocument } from './couch-calls.ts'

/** One leaf of a dossier's revision tree, as one database has it. */
export type Leaf = {
  rev: string
  /** Revisions from this one down to the first that is known. */
  path: string[]
  deleted: boolean
  /** A copy that the router took away: says nothing of the dossier itself. */
  routedAway: boolean
  /** Who received it and where it belongs; null where it is deleted or cannot be read. */
  belongs: { receiving: AgencySlug; members: AgencySlug[] } | null
  pages: string[]
  document: RevisionDocument
}

const Revisions = z.object({ start: z.number().int(), ids: z.array(z.string()).min(1) })
/** As much of a dossier as routing needs: a document that breaks the schema elsewhere still finds its way. */
const Routed = z.looseObject({
  agencies: z.looseObject({ assisting: AgencySlug.nullish(), receiving: AgencySlug, competent: AgencySlug }),
  sendings: z.array(z.looseObject({ to: AgencySlug, ended: z.unknown() })).nullish(),
})

export function toLeaf(document: RevisionDocument): Leaf {
  const revisions = Revisions.safeParse(document['_revisions'])
  const path = revisions.success ? revisions.data.ids.map((hash, index) => `${revisions.data.start - index}-${hash}`) : [document._rev]
  const deleted = document['_deleted'] === true
  return {
    rev: document._rev,
    path,
    deleted,
    routedAway: deleted && document['routedAway'] === true,
    belongs: deleted ? null : readBelonging(document),
    pages: deleted ? [] : pagesOf(document),
    document,
  }
}

function readBelonging(document: RevisionDocument): Leaf['belongs'] {
  const read = Routed.safeParse(document)
  if (!read.success) return null
  const { agencies, sendings } = read.data
  const open = (sendings ?? []).flatMap(({ to, ended }) => (ended == null ? [to] : []))
  const { receiving, competent } = agencies
  const own = membersOf({ agencies: { receiving, competent, assisting: agencies.assisting ?? null } })
  return { receiving, members: [...new Set([...own, ...open])] }
}

/** The newest leaves among those of several databases: those that no other leaf stands on. Copies taken away do not count. */
export function headsOf(leaves: Leaf[]): Leaf[] {
  const own = new Map(leaves.filter((one) => !one.routedAway).map((one) => [one.rev, one]))
  const below = new Set([...own.values()].flatMap(({ path }) => path.slice(1)))
  return [...own.values()].filter(({ rev }) => !below.has(rev))
}
