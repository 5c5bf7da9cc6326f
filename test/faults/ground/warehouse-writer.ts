import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { makeEvent, makePage, nextUlid } from '#test/integration/centre/centre-records.ts'
import { makeDossier } from '#test/support/trade-world.ts'
import type { Random } from './random.ts'

type Document = Record<string, unknown>
type Known = { slug: AgencySlug; id: string; rev: string; body: Document }
const Written = z.array(z.looseObject({ id: z.string(), rev: z.string().optional() }))

/** Writes at random what desks, the router and a cluster write: dossiers, edits, deletions, conflicts, copies, events, pages. */
export function createWarehouseWriter(couch: ServerScope, random: Random, slugs: readonly [AgencySlug, ...AgencySlug[]]) {
  let known: Known[] = []
  const dossiers = (slug: AgencySlug): string => databasesOf(slug).dossiers
  const bulk = async (db: string, docs: Document[], asTheyAre: boolean) =>
    Written.parse(await couch.request({ method: 'POST', db, path: '_bulk_docs', body: asTheyAre ? { docs, new_edits: false } : { docs } }))
  const write = async (slug: AgencySlug, docs: (Document & { _id: string })[]): Promise<void> => {
    const rows = await bulk(dossiers(slug), docs, false)
    const revs = new Map(rows.map(({ id, rev }) => [id, rev]))
    const gone = new Set(docs.map(({ _id }) => `${slug} ${_id}`))
    known = known.filter(({ slug: at, id }) => !gone.has(`${at} ${id}`))
    for (const { _id: id, _rev: _, ...body } of docs) {
      const rev = revs.get(id)
      if (rev !== undefined && body['_deleted'] !== true) known.push({ slug, id, rev, body })
    }
  }
  const receive = (slug: AgencySlug): Document & { _id: string } => {
    const id = `dossier:${nextUlid()}`
    const competent = random.pick(slugs)
    return { ...makeDossier(), _id: id, id, agencies: { assisting: null, receiving: slug, competent } }
  }
  const some = (slug: AgencySlug, most: number): Known[] => known.filter((one) => one.slug === slug && random.below(known.length) < most)
  const acts: Record<string, (slug: AgencySlug) => Promise<unknown>> = {
    receive: (slug) =>
      write(
        slug,
        Array.from({ length: 1 + random.below(6) }, () => receive(slug)),
      ),
    edit: (slug) =>
      write(
        slug,
        some(slug, 8).map(({ id, rev, body }) => ({ ...body, _id: id, _rev: rev, subject: `lần ${random.below(1e6)}` })),
      ),
    remove: (slug) =>
      write(
        slug,
        some(slug, 2).map(({ id, rev }) => ({
          _id: id,
          _rev: rev,
          _deleted: true,
          ...(random.below(2) === 0 ? { routedAway: true } : {}),
        })),
      ),
    split: (slug) =>
      bulk(
        dossiers(slug),
        some(slug, 2).map(({ id, rev, body }) => ({ ...body, subject: 'nhánh', _id: id, ...childOf(rev, random) })),
        true,
      ),
    copy: async (slug) => {
      const from = some(slug, 3)
      const to = random.pick(slugs)
      await bulk(
        dossiers(to),
        from.map(({ id, rev, body }) => ({ ...body, _id: id, _rev: rev })),
        true,
      )
    },
    act: (slug) =>
      bulk(databasesOf(slug).journal, [makeEvent({ dossierId: known[0]?.id ?? `dossier:${nextUlid()}`, agency: slug })], false),
    scan: (slug) => bulk(databasesOf(slug).pages, [makePage(Buffer.from(`trang ${random.below(1e9)}`))], false),
    poison: (slug) => write(slug, [{ ...receive(slug), sync: {}, subject: `hỏng \u0000 ${random.below(9)}` }]),
  }
  const names: [string, ...string[]] = [
    'receive',
    'receive',
    'receive',
    'edit',
    'edit',
    'edit',
    'remove',
    'split',
    'copy',
    'act',
    'scan',
    'poison',
  ]
  return {
    /** One act of somebody; one that the server does not take is nobody's. */
    async once(): Promise<void> {
      await acts[random.pick(names)]?.(random.pick(slugs)).catch(() => undefined)
    },
  }
}

/** A revision that somebody else made on the same parent. */
function childOf(rev: string, random: Random): { _rev: string; _revisions: { start: number; ids: string[] } } {
  const generation = Number.parseInt(rev, 10)
  const hash = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('')
  return { _rev: `${generation + 1}-${hash}`, _revisions: { start: generation + 1, ids: [hash, rev.slice(rev.indexOf('-') + 1)] } }
}
