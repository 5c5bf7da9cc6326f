import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { AgencySlug as Slug } from '#core/record/ids.ts'
import { type Documents, findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { type ChangesPage, readChanges, readLeaves, readView } from './couch-calls.ts'
import { toLeaf } from './leaf.ts'
import { readRoutes } from './route-record.ts'

/** What one database is to the router. */
export type Feed = { database: string; slug: AgencySlug; kind: 'dossiers' | 'journal' | 'pages' }

/** Something new in a feed: the dossiers it concerns, and how to note that it has been worked off. */
export type News = { dossiers: string[]; more: boolean; note(): Promise<void> }

const pageSize = 200
const Checkpoint = z.looseObject({ _rev: z.string(), seq: z.string() })

/** Every agency that has databases, by their names. */
export function listFeeds(databases: string[]): Feed[] {
  return databases.flatMap((database) => {
    const parts = /^agency-(.+)-(dossiers|journal|pages)$/.exec(database)
    const slug = Slug.safeParse(parts?.[1])
    const kind = z.enum(['dossiers', 'journal', 'pages']).safeParse(parts?.[2])
    return slug.success && kind.success ? [{ database, slug: slug.data, kind: kind.data }] : []
  })
}

/** The next changes of a feed since what was last worked off. */
export async function readFeed(couch: ServerScope, feed: Feed): Promise<News> {
  const centre: Documents = couch.use(centreDatabase)
  const id = `routing:${feed.database}`
  const found = await findDocument(centre, id)
  const stored = found === undefined ? undefined : Checkpoint.parse(found)
  const since = stored?.seq ?? '0'
  const page = await readChanges(couch, feed.database, { since, limit: pageSize, docs: feed.kind !== 'pages' })
  const documents = page.results.filter((row) => !row.id.startsWith('_design/'))
  return {
    dossiers: documents.length === 0 ? [] : await concerned(couch, feed, documents),
    more: page.results.length === pageSize,
    async note() {
      if (page.last_seq === since) return
      await centre.insert({ ...(stored ?? {}), _id: id, kind: 'routing', seq: page.last_seq })
    },
  }
}

type Changed = ChangesPage['results'][number]

/** The dossiers among or behind these changes that do not belong to this agency alone. */
async function concerned(couch: ServerScope, feed: Feed, changed: Changed[]): Promise<string[]> {
  if (feed.kind === 'dossiers') return dossiersToRoute(couch, feed, changed)
  const ids = feed.kind === 'journal' ? changed.map(({ doc }) => doc?.['dossierId']) : await dossiersOfPages(couch, feed, changed)
  const dossiers = [...new Set(ids)].filter((id) => typeof id === 'string')
  // One that has no route yet belongs to one agency, or its own change is still to come and brings everything.
  return [...(await readRoutes(couch, dossiers)).keys()]
}

async function dossiersToRoute(couch: ServerScope, { slug, database }: Feed, changed: Changed[]): Promise<string[]> {
  const ids = changed.map(({ id }) => id)
  // Where a dossier has one leaf, which nearly all have, its change has brought it already.
  const torn = changed.filter(({ changes }) => changes.length > 1).map(({ id }) => id)
  const [leaves, routes] = await Promise.all([readLeaves(couch, database, torn), readRoutes(couch, ids)])
  return changed.flatMap(({ id, doc }) => {
    const own = leaves.get(id) ?? (doc == null ? [] : [doc])
    const members = own.flatMap((document) => toLeaf(document).belongs?.members ?? [])
    return routes.has(id) || members.some((member) => member !== slug) ? [id] : []
  })
}

async function dossiersOfPages(couch: ServerScope, { slug }: Feed, changed: Changed[]): Promise<string[]> {
  const hashes = changed.flatMap(({ id }) => (id.startsWith('page:') ? [id.slice('page:'.length)] : []))
  return (await readView(couch, databasesOf(slug).dossiers, 'by-page', hashes)).map(({ id }) => id)
}
