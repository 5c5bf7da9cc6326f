import type { ServerScope } from 'nano'
import type { AgencySlug } from '#core/record/ids.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { asNew, copyEvents, copyPage } from './copy-documents.ts'
import { readKeys, writeEdits, writeRevisions } from './couch-calls.ts'
import type { FoundAgency } from './found-agency.ts'
import { gatherNeeded } from './gather.ts'
import type { RoutePlan } from './plan-route.ts'
import { type RouteRecord, writeRoute, writeWaiting } from './route-record.ts'

export type RoutingTools = { couch: ServerScope; central: CentralAccess; found: FoundAgency }

/**
 * Carries out a plan: first the note of where copies will lie, then the copies, last what is taken back. Each step may be cut off
 * and done again. What a plan takes back has been copied to its members before.
 */
export async function carryOut(tools: RoutingTools, plan: RoutePlan, route: RouteRecord | undefined): Promise<void> {
  const { couch, central } = tools
  const { home } = plan
  if (home === null) return
  await noteRoute(couch, { ...plan, home }, route)
  const there = new Set<AgencySlug>()
  for (const slug of plan.members) {
    if (await tools.found(slug)) there.add(slug)
    else await writeWaiting(couch, plan.dossier, slug)
  }
  for (const { to, leaves } of plan.revisions) {
    const documents = leaves.map(({ document }) => document)
    if (there.has(to)) await writeRevisions(couch, databasesOf(to).dossiers, documents)
  }
  for (const { to, leaf } of plan.revivals) await writeEdits(couch, databasesOf(to).dossiers, [asNew(leaf.document)])
  for (const to of there) {
    const copies = plan.events.filter((copy) => copy.to === to)
    if (copies.length > 0) await copyEvents(couch, to, copies)
  }
  for (const copy of plan.pages) if (there.has(copy.to)) await copyPage(couch, central, copy)
  for (const one of plan.takeBacks) await takeBack(couch, plan.dossier, one)
}

async function noteRoute(
  couch: ServerScope,
  plan: Pick<RoutePlan, 'dossier' | 'members' | 'past'> & { home: AgencySlug },
  route: RouteRecord | undefined,
): Promise<void> {
  const { dossier, home, members: at, past } = plan
  if (route === undefined && past.length === 0 && at.every((slug) => slug === home)) return
  if (route !== undefined && isSame(route.at, at) && isSame(route.past, past)) return
  await writeRoute(couch, dossier, { home, at, past }, route)
}

const isSame = (a: string[], b: string[]): boolean => a.length === b.length && a.every((one) => b.includes(one))

/** Writes tombstones with the router's mark, as administrator, in one agency's databases only; nobody carries them further. */
async function takeBack(couch: ServerScope, dossier: string, { from, revs, events, pages }: RoutePlan['takeBacks'][number]): Promise<void> {
  const names = databasesOf(from)
  await writeEdits(
    couch,
    names.dossiers,
    revs.map((_rev) => tombstone(dossier, _rev)),
  )
  await bury(couch, names.journal, events)
  // Asked once more: a dossier that arrived meanwhile may need one of them.
  const needed = (await gatherNeeded(couch, [from], { dossier, hashes: pages })).get(from)
  await bury(
    couch,
    names.pages,
    pages.filter((hash) => needed?.has(hash) !== true).map((hash) => `page:${hash}`),
  )
}

async function bury(couch: ServerScope, db: string, ids: string[]): Promise<void> {
  const rows = await readKeys(couch, db, ids)
  const live = ids.flatMap((id) => {
    const value = rows.get(id)?.value
    return value == null || value.deleted === true ? [] : [tombstone(id, value.rev)]
  })
  await writeEdits(couch, db, live)
}

const tombstone = (_id: string, _rev: string): Record<string, unknown> => ({ _id, _rev, _deleted: true, routedAway: true })
