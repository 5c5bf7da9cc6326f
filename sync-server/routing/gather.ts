import type { ServerScope } from 'nano'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { readKeys, readLeaves, readView } from './couch-calls.ts'
import { headsOf, type Leaf, toLeaf } from './leaf.ts'
import { type RouteRecord, readRoutes } from './route-record.ts'

/** Everything that the databases of the agencies concerned hold of one dossier. */
export type Gathered = {
  dossier: string
  route: RouteRecord | undefined
  /** Null where the copies do not agree on who received it: such copies are never put together. */
  home: AgencySlug | null
  /** Every agency that is or may be concerned → its leaves of this dossier. */
  leaves: Map<AgencySlug, Leaf[]>
  heads: Leaf[]
  members: AgencySlug[]
  /** Agency → events of this dossier in its journal, by id, with the agency whose people did it. */
  events: Map<AgencySlug, Map<string, unknown>>
  /** Agency → the pages that it has of those that this dossier names anywhere. */
  pages: Map<AgencySlug, Set<string>>
  /** Agency that is no member → those of these pages that other dossiers of its own need. */
  neededElsewhere: Map<AgencySlug, Set<string>>
}

/** Reads what is where, beginning with the agencies in whose databases something of the dossier was seen. */
export async function gather(couch: ServerScope, dossier: string, seenAt: Iterable<AgencySlug>): Promise<Gathered> {
  const route = (await readRoutes(couch, [dossier])).get(dossier)
  const leaves = await gatherLeaves(couch, dossier, new Set([...seenAt, ...(route?.at ?? []), ...(route?.past ?? [])]))
  const all = [...leaves.values()].flat()
  const home = route?.home ?? findHome(all)
  const own = new Map([...leaves].map(([slug, some]) => [slug, some.filter((one) => isOf(one, home))]))
  const heads = headsOf([...own.values()].flat())
  const members = [...new Set(heads.flatMap((one) => one.belongs?.members ?? []))]
  const hashes = [...new Set([...own.values()].flat().flatMap((leaf) => leaf.pages))]
  const slugs = [...own.keys()]
  const others = slugs.filter((slug) => !members.includes(slug))
  const [events, pages, neededElsewhere] = await Promise.all([
    gatherEvents(couch, dossier, slugs),
    gatherPages(couch, slugs, hashes),
    gatherNeeded(couch, others, { dossier, hashes }),
  ])
  return { dossier, route, home, leaves: own, heads, members, events, pages, neededElsewhere }
}

async function gatherLeaves(couch: ServerScope, dossier: string, concerned: Set<AgencySlug>): Promise<Map<AgencySlug, Leaf[]>> {
  const leaves = new Map<AgencySlug, Leaf[]>()
  let asked = [...concerned]
  while (asked.length > 0) {
    const found = await Promise.all(asked.map((slug) => readLeaves(couch, databasesOf(slug).dossiers, [dossier])))
    for (const [index, slug] of asked.entries()) leaves.set(slug, (found[index]?.get(dossier) ?? []).map(toLeaf))
    const named = new Set([...leaves.values()].flat().flatMap((leaf) => leaf.belongs?.members ?? []))
    asked = [...named].filter((slug) => !leaves.has(slug))
  }
  return leaves
}

/** The one agency that every copy names as the receiver; null where they differ (an id used twice is never joined). */
function findHome(leaves: Leaf[]): AgencySlug | null {
  const named = new Set(leaves.flatMap(({ belongs }) => (belongs === null ? [] : [belongs.receiving])))
  const [home] = named
  return named.size === 1 && home !== undefined ? home : null
}

/** A copy under the same id that another agency claims to have received is not this dossier. */
function isOf(leaf: Leaf, home: AgencySlug | null): boolean {
  return leaf.deleted || leaf.belongs?.receiving === home
}

async function gatherEvents(couch: ServerScope, dossier: string, slugs: AgencySlug[]): Promise<Gathered['events']> {
  const found = await Promise.all(
    slugs.map(async (slug) => {
      const rows = await readView(couch, databasesOf(slug).journal, 'by-dossier', [dossier])
      return [slug, new Map(rows.map(({ id, value }) => [id, value]))] as const
    }),
  )
  return new Map(found)
}

async function gatherPages(couch: ServerScope, slugs: AgencySlug[], hashes: string[]): Promise<Gathered['pages']> {
  const found = await Promise.all(
    slugs.map(async (slug) => {
      const rows = await readKeys(
        couch,
        databasesOf(slug).pages,
        hashes.map((hash) => `page:${hash}`),
      )
      const live = hashes.filter((hash) => {
        const value = rows.get(`page:${hash}`)?.value
        return value != null && value.deleted !== true
      })
      return [slug, new Set(live)] as const
    }),
  )
  return new Map(found)
}

/** Pages that another dossier of the same agency stands on: they stay when this one goes. */
export async function gatherNeeded(
  couch: ServerScope,
  slugs: AgencySlug[],
  { dossier, hashes }: { dossier: string; hashes: string[] },
): Promise<Gathered['neededElsewhere']> {
  const found = await Promise.all(
    slugs.map(async (slug) => {
      const rows = await readView(couch, databasesOf(slug).dossiers, 'by-page', hashes)
      return [slug, new Set(rows.flatMap(({ id, key }) => (id === dossier ? [] : [key])))] as const
    }),
  )
  return new Map(found)
}
