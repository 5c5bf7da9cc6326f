import type { ServerScope } from 'nano'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import type { RoutingTools } from './carry-out.ts'
import { readChanges, readKeys, readLeaves } from './couch-calls.ts'
import { listFeeds } from './feeds.ts'
import { gather } from './gather.ts'
import { toLeaf } from './leaf.ts'
import { isFulfilled, planRoute, type RoutePlan } from './plan-route.ts'
import { listRouted } from './route-record.ts'
import { settleDossier } from './settle-dossier.ts'

/** One thing that is not where it should be, or is where it should not be. */
export type Finding = {
  kind: 'dossier' | 'event' | 'page'
  problem: 'missing' | 'too_many' | 'disputed'
  database: string
  id: string
  dossier: string
}

const pageSize = 500

/** Looks through every database and answers what is missing or too many, whatever the router has noted. Changes nothing. */
export async function checkRoutes(couch: ServerScope): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [dossier, slugs] of await listToCheck(couch)) {
    const plan = planRoute(await gather(couch, dossier, slugs))
    if (!isFulfilled(plan)) findings.push(...describe(plan, slugs))
  }
  return findings
}

/** Mends what {@link checkRoutes} finds; answers what it could not. */
export async function repairRoutes(tools: RoutingTools): Promise<Finding[]> {
  for (const [dossier, slugs] of await listToCheck(tools.couch)) await settleDossier(tools, dossier, slugs)
  return checkRoutes(tools.couch)
}

/** Dossiers that concern more than one agency: by their own words, by what the router noted, or because something of them lies elsewhere. */
async function listToCheck(couch: ServerScope): Promise<Map<string, Set<AgencySlug>>> {
  const suspects = new Map<string, Set<AgencySlug>>()
  const suspect = (dossier: string, slug?: AgencySlug): void => {
    const slugs = suspects.get(dossier) ?? new Set()
    suspects.set(dossier, slug === undefined ? slugs : slugs.add(slug))
  }
  for await (const dossiers of listRouted(couch)) for (const dossier of dossiers) suspect(dossier)
  for (const { database, slug, kind } of listFeeds(await couch.db.list())) {
    if (kind === 'dossiers')
      await eachPage(couch, database, async (rows) => {
        const leaves = await readLeaves(
          couch,
          database,
          rows.map(({ id }) => id),
        )
        for (const [id, own] of leaves) {
          if (own.some((one) => toLeaf(one).belongs?.members.some((member) => member !== slug))) suspect(id, slug)
        }
      })
    if (kind === 'journal')
      await eachPage(couch, database, async (rows) => {
        const strangers = rows.flatMap(({ doc }) => {
          const id = doc?.['dossierId']
          return typeof id === 'string' && doc?.['agency'] !== slug ? [id] : []
        })
        const there = await readKeys(couch, databasesOf(slug).dossiers, [...new Set(strangers)])
        for (const [id, { value }] of there) if (value == null || value.deleted === true) suspect(id, slug)
      })
  }
  return suspects
}

type Row = { id: string; doc?: Record<string, unknown> | null | undefined }

async function eachPage(couch: ServerScope, database: string, take: (rows: Row[]) => Promise<void>): Promise<void> {
  let since = '0'
  for (;;) {
    const page = await readChanges(couch, database, { since, limit: pageSize, docs: database.endsWith('-journal') })
    await take(page.results.filter(({ id }) => !id.startsWith('_design/')))
    if (page.results.length < pageSize) return
    since = page.last_seq
  }
}

function describe(plan: RoutePlan, slugs: Set<AgencySlug>): Finding[] {
  const { dossier } = plan
  const at = (slug: AgencySlug) => databasesOf(slug)
  if (plan.disputed)
    return [...slugs].map((slug) => ({ kind: 'dossier', problem: 'disputed', database: at(slug).dossiers, id: dossier, dossier }))
  const missing = { problem: 'missing' as const, dossier }
  const over = { problem: 'too_many' as const, dossier }
  return [
    ...[...plan.revisions, ...plan.revivals].map(({ to }) => ({
      kind: 'dossier' as const,
      ...missing,
      database: at(to).dossiers,
      id: dossier,
    })),
    ...plan.events.map(({ to, id }) => ({ kind: 'event' as const, ...missing, database: at(to).journal, id })),
    ...plan.pages.map(({ to, id }) => ({ kind: 'page' as const, ...missing, database: at(to).pages, id })),
    ...plan.takeBacks.flatMap(({ from, revs, events, pages }) => [
      ...revs.slice(0, 1).map(() => ({ kind: 'dossier' as const, ...over, database: at(from).dossiers, id: dossier })),
      ...events.map((id) => ({ kind: 'event' as const, ...over, database: at(from).journal, id })),
      ...pages.map((hash) => ({ kind: 'page' as const, ...over, database: at(from).pages, id: `page:${hash}` })),
    ]),
  ]
}
