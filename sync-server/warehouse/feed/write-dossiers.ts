import { z } from 'zod'
import { insertTables, overwrite } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'
import type { FeedContext } from './feed-context.ts'
import type { Fresh } from './refresh-dossiers.ts'

type Arrival = { dossierId: string; act: 'received' | 'finished'; actAt: string; arrivedAt: string | null }

/** Writes dossiers with all their rows; the rows of what stood there before go with it. */
export async function writeDossiers(tx: Sql, context: FeedContext, fresh: readonly Fresh[]): Promise<void> {
  if (fresh.length === 0) return
  const arrivals = await noteArrivals(tx, context, fresh)
  const whose = fresh.map((one): Whose => ({ ...one, personKey: context.personKey(one.facts.applicant.identity) }))
  const rows = whose.map((one) => starRow(one, arrivals))
  const [first] = rows
  if (first === undefined) return
  const known = fresh.filter((one) => one.known !== undefined).map(({ target }) => target.id)
  if (known.length > 0) await tx.query(forgetParts, [known])
  // Two payments or placements of one id are one: the desk gave the id.
  const conflict = 'do nothing'
  await insertTables(tx, [
    { table: 'star.person', rows: peopleOf(whose), conflict },
    { table: 'star.dossier', rows, conflict: overwrite(first, ['dossier_id']) },
    { table: 'star.pause', rows: fresh.flatMap(({ facts }) => facts.pauses), conflict },
    { table: 'star.span', rows: fresh.flatMap(({ target, facts }) => (target.deleted ? [] : facts.spans)), conflict },
    { table: 'star.payment', rows: fresh.flatMap(({ facts }) => facts.payments), conflict },
    { table: 'star.page', rows: fresh.flatMap(({ facts }) => facts.pages), conflict },
  ])
}

const parts = ['pause', 'span', 'payment', 'page']
const forgetParts = `with ${parts.map((name) => `${name}_gone as (delete from star.${name} where dossier_id = any($1))`).join(', ')} select 1`

/** A dossier with the key that the warehouse knows its person by: made once, it takes longer than the row. */
type Whose = Fresh & { personKey: string }

function starRow({ target, facts, personKey }: Whose, arrivals: ReadonlyMap<string, string | null>) {
  const { dossier } = facts
  const { dossierId } = dossier
  return {
    ...dossier,
    personKey,
    sourceId: target.sourceId,
    rev: target.rev,
    generation: target.generation,
    conflict: target.conflict,
    deleted: target.deleted,
    deletedReason: target.deleted ? (target.reason ?? 'removed') : null,
    arrivedAt: arrivals.get(`${dossierId} received`) ?? null,
    finishArrivedAt: dossier.finishedAt === null ? null : (arrivals.get(`${dossierId} finished`) ?? null),
  }
}

/** In one order for every feed, so that two of them never wait for each other. */
function peopleOf(whose: readonly Whose[]) {
  const people = new Map(
    whose.map(({ facts, personKey }) => {
      const { identity: _, ...rest } = facts.applicant
      return [personKey, { personKey, ...rest }]
    }),
  )
  return [...people.values()].sort((a, b) => (a.personKey < b.personKey ? -1 : 1))
}

const Stored = z.array(z.object({ dossier_id: z.string(), act: z.string(), arrived_at: z.string().nullable() }))

/** When receipt and end first reached the centre: known for what is new while the database is followed, and remembered for ever. */
async function noteArrivals(tx: Sql, { live }: FeedContext, fresh: readonly Fresh[]): Promise<Map<string, string | null>> {
  const acts = fresh.flatMap(({ known, facts: { dossier } }): Omit<Arrival, 'arrivedAt'>[] => {
    const { dossierId, receivedAt, finishedAt } = dossier
    const received = known === undefined ? [{ dossierId, act: 'received' as const, actAt: receivedAt }] : []
    const ended = finishedAt !== null && known?.finishedAt == null
    return ended ? [...received, { dossierId, act: 'finished' as const, actAt: finishedAt }] : received
  })
  if (live && acts.length > 0) {
    const text = `insert into raw.arrival (dossier_id, act, act_at, arrived_at)
      select dossier_id, act, act_at, clock_timestamp() from json_populate_recordset(null::raw.arrival, $1::json) on conflict do nothing`
    await tx.query(text, [JSON.stringify(acts.map(({ dossierId, act, actAt }) => ({ dossier_id: dossierId, act, act_at: actAt })))])
  }
  const text = 'select dossier_id, act, min(arrived_at) as arrived_at from raw.arrival where dossier_id = any($1) group by dossier_id, act'
  const rows = Stored.parse(await tx.query(text, [fresh.map(({ target }) => target.id)]))
  return new Map(rows.map((one) => [`${one.dossier_id} ${one.act}`, one.arrived_at]))
}
