import { z } from 'zod'
import type { DossierFacts } from '#core/warehouse/dossier-facts.ts'
import type { Sql } from '../sql/sql-database.ts'
import type { DeadLetter } from './dead-letters.ts'
import { findKnown, findTargets, type Known, lockDossiers, type Target } from './dossier-heads.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming } from './incoming.ts'
import { readFacts } from './read-facts.ts'
import { writeDossiers } from './write-dossiers.ts'

/** A dossier whose row has to be written, with the facts of its content. */
export type Fresh = { target: Target; known: Known | undefined; facts: DossierFacts }

export type Refreshed = { letters: DeadLetter[]; readable: string[] }

/** Brings the star's dossiers up to what stands in `raw`, whichever of their databases moved. */
export async function refreshDossiers(tx: Sql, context: FeedContext, incoming: readonly Incoming[]): Promise<Refreshed> {
  const ids = incoming.filter(({ id }) => id.startsWith('dossier:')).map(({ id }) => id)
  const strangers = incoming.filter(({ id, state }) => !id.startsWith('dossier:') && !state.deleted)
  const contents = new Map(
    incoming.flatMap(({ id, winner }) => (winner?.content == null ? [] : [[`${id} ${winner.rev}`, winner.content.body]])),
  )
  const reads = new Map(incoming.flatMap(({ id, state, facts }) => (facts === undefined ? [] : [[`${id} ${state.rev}`, facts]])))
  await lockDossiers(
    tx,
    incoming.filter((one) => mayLieElsewhere(context, one)).map(({ id }) => id),
  )
  const known = await findKnown(tx, ids)
  const moved = (await findTargets(tx, ids)).filter((one) => context.force || hasMoved(one, known.get(one.id)))
  await readMissing(tx, moved, contents)
  const fresh: Fresh[] = []
  const letters: DeadLetter[] = strangers.map(({ id, state }) => ({ docId: id, rev: state.rev, reason: 'invalid', detail: '_id' }))
  for (const target of moved) {
    const body = contents.get(keyOf(target))
    // Nothing is known of what was deleted before it was seen.
    if (target.deleted && body === undefined) continue
    const read = reads.get(keyOf(target)) ?? readFacts(target, body)
    if ('letter' in read) letters.push(read.letter)
    else fresh.push({ target, known: known.get(target.id), facts: read.facts })
  }
  await writeDossiers(tx, context, fresh)
  const unreadable = new Set(letters.map(({ docId }) => docId))
  return { letters, readable: ids.filter((id) => !unreadable.has(id)) }
}

// A schema compiles itself when it first reads: made once, not for each document.
const AloneAtOne = z.object({ receiving: z.string(), competent: z.string(), assisting: z.null() })

/** Its members' databases, or all of them where it cannot be read. */
function mayLieElsewhere({ source }: FeedContext, { winner }: Incoming): boolean {
  const agencies = AloneAtOne.safeParse(winner?.content?.body['agencies'])
  if (!agencies.success || winner?.content?.body['sendings'] !== undefined) return true
  return agencies.data.receiving !== source.agency || agencies.data.competent !== source.agency
}

function hasMoved(target: Target, known: Known | undefined): boolean {
  if (known === undefined) return true
  return known.deleted !== target.deleted || known.conflict !== target.conflict || (!target.deleted && known.rev !== target.rev)
}

/** A deleted dossier keeps its last content; so does one whose revision came by another database. */
const keyOf = ({ id, rev, deleted }: Target): string => (deleted ? `${id} last` : `${id} ${rev}`)

const Bodies = z.array(z.object({ doc_id: z.string(), rev: z.string(), body: z.record(z.string(), z.unknown()) }))

async function readMissing(tx: Sql, targets: readonly Target[], contents: Map<string, Record<string, unknown>>): Promise<void> {
  const missing = targets.filter((one) => !contents.has(keyOf(one)))
  if (missing.length === 0) return
  const text = `select distinct on (doc_id) doc_id, r.rev, body from raw.revision r
    join unnest($1::text[], $2::text[]) t (id, rev) on doc_id = t.id and (t.rev = '' or t.rev = r.rev)
    where not deleted and body is not null order by doc_id, generation desc, r.rev desc`
  const rows = Bodies.parse(await tx.query(text, [missing.map(({ id }) => id), missing.map(({ rev, deleted }) => (deleted ? '' : rev))]))
  const bodies = new Map(rows.map(({ doc_id, body }) => [doc_id, body]))
  for (const one of missing) {
    const body = bodies.get(one.id)
    if (body !== undefined) contents.set(keyOf(one), body)
  }
}
