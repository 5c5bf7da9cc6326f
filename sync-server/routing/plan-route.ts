import type { AgencySlug } from '#core/record/ids.ts'
import type { Gathered } from './gather.ts'
import type { Leaf } from './leaf.ts'

/** One copy to be made in the databases of `to`; `from` is where a document of that id lies. */
export type Copy = { to: AgencySlug; from: AgencySlug; id: string }

/** What is missing and what is too many of one dossier; nothing at all where every database is right. */
export type RoutePlan = {
  dossier: string
  home: AgencySlug | null
  members: AgencySlug[]
  past: AgencySlug[]
  revisions: { to: AgencySlug; leaves: Leaf[] }[]
  /** Leaves that lie under a copy taken away, so that they have to be written anew. */
  revivals: { to: AgencySlug; leaf: Leaf }[]
  events: Copy[]
  pages: Copy[]
  takeBacks: { from: AgencySlug; revs: string[]; events: string[]; pages: string[] }[]
  /** Copies under this id that name different receivers: nothing is done, somebody has to look. */
  disputed: boolean
}

/** Works out what has to happen so that exactly the members' databases hold the dossier, its events and its pages. */
export function planRoute(gathered: Gathered): RoutePlan {
  const { dossier, home, heads, leaves, route } = gathered
  const nothing = { revisions: [], revivals: [], events: [], pages: [], takeBacks: [] }
  if (home === null) {
    const live = [...leaves.values()].flat().some((leaf) => leaf.belongs !== null)
    return { dossier, home, members: [], past: [], ...nothing, disputed: live }
  }
  const ended = heads.every((head) => head.deleted)
  // Deleted for good by an administrator: the deletion goes wherever the dossier still stands.
  const members = ended ? [...leaves].flatMap(([slug, own]) => (own.length > 0 ? [slug] : [])) : gathered.members
  const others = [...leaves.keys()].filter((slug) => !members.includes(slug))
  const known = new Set([...(route?.at ?? []), ...(route?.past ?? [])])
  const past = others.filter((slug) => known.has(slug) || (leaves.get(slug)?.length ?? 0) > 0)
  return {
    dossier,
    home,
    members,
    past,
    revisions: members.flatMap((to) => missingRevisions(to, gathered)),
    revivals: ended ? [] : members.flatMap((to) => coveredHeads(to, gathered).map((leaf) => ({ to, leaf }))),
    events: ended ? [] : members.flatMap((to) => missingEvents(to, gathered)),
    pages: ended ? [] : members.flatMap((to) => missingPages(to, gathered)),
    takeBacks: past.flatMap((from) => tooMany(from, gathered)),
    disputed: false,
  }
}

/** True where nothing is missing and nothing too many. */
export function isFulfilled(plan: RoutePlan): boolean {
  const { revisions, revivals, events, pages, takeBacks, disputed } = plan
  return !disputed && [revisions, revivals, events, pages, takeBacks].every((list) => list.length === 0)
}

function missingRevisions(to: AgencySlug, { heads, leaves }: Gathered): RoutePlan['revisions'] {
  const known = new Set((leaves.get(to) ?? []).flatMap(({ path }) => path))
  const missing = heads.filter(({ rev }) => !known.has(rev))
  return missing.length === 0 ? [] : [{ to, leaves: missing }]
}

function coveredHeads(to: AgencySlug, { heads, leaves }: Gathered): Leaf[] {
  const own = leaves.get(to) ?? []
  return heads.filter((head) => {
    if (head.deleted || !own.some(({ path }) => path.includes(head.rev))) return false
    return !own.some((leaf) => !leaf.routedAway && leaf.path.includes(head.rev))
  })
}

function missingEvents(to: AgencySlug, { events }: Gathered): Copy[] {
  const there = events.get(to)
  const wanted = new Map<string, Copy>()
  for (const [from, own] of events) {
    for (const id of own.keys()) if (there?.has(id) !== true) wanted.set(id, { to, from, id })
  }
  return [...wanted.values()]
}

function missingPages(to: AgencySlug, { heads, pages }: Gathered): Copy[] {
  const there = pages.get(to)
  return [...new Set(heads.flatMap((head) => head.pages))].flatMap((hash) => {
    if (there?.has(hash) === true) return []
    const from = [...pages].find(([, own]) => own.has(hash))?.[0]
    // A page that nobody has yet follows when it arrives.
    return from === undefined ? [] : [{ to, from, id: `page:${hash}` }]
  })
}

/** What an agency has too many of: the copies, their pages, and the events of others. Its own people's acts stay in its journal. */
function tooMany(from: AgencySlug, { leaves, events, pages, neededElsewhere }: Gathered): RoutePlan['takeBacks'] {
  const revs = (leaves.get(from) ?? []).flatMap((leaf) => (leaf.deleted ? [] : [leaf.rev]))
  const foreign = [...(events.get(from) ?? [])].flatMap(([id, agency]) => (agency === from ? [] : [id]))
  const held = [...(pages.get(from) ?? [])].filter((hash) => neededElsewhere.get(from)?.has(hash) !== true)
  return revs.length + foreign.length + held.length === 0 ? [] : [{ from, revs, events: foreign, pages: held }]
}
