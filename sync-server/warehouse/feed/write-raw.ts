import { z } from 'zod'
import { type DocumentState, generationOf, isNewer } from '#core/warehouse/document-state.ts'
import { insertRows, overwrite, toColumns } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'
import { documentRow, type Incoming, type Revision } from './incoming.ts'

const Heads = z.array(z.object({ doc_id: z.string(), rev: z.string(), deleted: z.boolean(), leaves: z.array(z.string()) }))

/** Those that say something new against what stands in the warehouse; several states of one document leave the newest. */
export async function pickNewer(
  tx: Sql,
  sourceId: number,
  incoming: readonly Incoming[],
): Promise<{ newer: Incoming[]; known: Set<string> }> {
  const text = 'select doc_id, rev, deleted, leaves from raw.document where source_id = $1 and doc_id = any($2)'
  const heads = Heads.parse(await tx.query(text, [sourceId, incoming.map(({ id }) => id)]))
  const states = new Map<string, DocumentState>(heads.map((one) => [one.doc_id, one]))
  const newest = new Map<string, Incoming>()
  for (const one of incoming) {
    const state = states.get(one.id)
    if (state !== undefined && !isNewer(one.state, state)) continue
    states.set(one.id, one.state)
    newest.set(one.id, one)
  }
  return { newer: [...newest.values()], known: new Set(heads.map((one) => one.doc_id)) }
}

/*
 * Bodies go in beside their rows, a line each, so that PostgreSQL reads their JSON once: within JSON a line break is always escaped.
 */
const insertRevisions = `insert into raw.revision (source_id, doc_id, rev, generation, deleted, reason, winner, leaf, seq, kind, schema_version, flags,
    body, attachments)
  select source_id, doc_id, rev, generation, deleted, reason, winner, leaf, seq, kind, schema_version, flags, nullif(body, '')::json,
    nullif(attachments, '')::json
  from rows from (
    json_to_recordset($1::json) as (source_id int, doc_id text, rev text, generation int, deleted boolean, reason text, winner boolean, leaf boolean,
      seq text, kind text, schema_version int, flags text[]),
    unnest(string_to_array($2, E'\\n'), string_to_array($3, E'\\n'))
  ) as r (source_id, doc_id, rev, generation, deleted, reason, winner, leaf, seq, kind, schema_version, flags, body, attachments)
  on conflict (source_id, doc_id, rev) do update set winner = excluded.winner, leaf = excluded.leaf, `
const keepBody = 'body = coalesce(raw.revision.body, excluded.body), attachments = coalesce(raw.revision.attachments, excluded.attachments)'
const replaceBody = 'body = excluded.body, attachments = excluded.attachments, deleted = excluded.deleted, flags = excluded.flags'

/** Writes revisions and where their documents stand now. `force` puts the source's content over what stands there. */
export async function writeRaw(
  tx: Sql,
  sourceId: number,
  { newer, known, force }: { newer: readonly Incoming[]; known: ReadonlySet<string>; force: boolean },
): Promise<void> {
  if (newer.length === 0) return
  const revisions = newer.flatMap((one) => revisionsOf(sourceId, one))
  const lines = (write: (one: Revision) => string | null | undefined): string => revisions.map(({ one }) => write(one) ?? '').join('\n')
  await tx.query(`${insertRevisions}${force ? replaceBody : keepBody}`, [
    JSON.stringify(revisions.map(({ row }) => row)),
    lines(({ content }) => content?.text),
    lines(({ attachments }) => attachments),
  ])
  const documents = newer.map((one) => documentRow(sourceId, one))
  const moved = documents.filter(({ docId }) => known.has(docId))
  if (moved.length > 0) {
    const text = `update raw.revision r set leaf = r.rev = any(n.leaves), winner = r.rev = n.rev
      from json_populate_recordset(null::raw.document, $2::json) n
      where r.source_id = $1 and r.doc_id = n.doc_id and (r.leaf or r.winner) and (r.leaf <> (r.rev = any(n.leaves)) or r.winner <> (r.rev = n.rev))`
    await tx.query(text, [sourceId, JSON.stringify(moved.map(toColumns))])
  }
  const [first] = documents
  if (first !== undefined) await insertRows(tx, 'raw.document', documents, overwrite(first, ['source_id', 'doc_id']))
}

function revisionsOf(sourceId: number, { id, seq, state, winner, others }: Incoming) {
  const rowOf = (one: Revision, isWinner: boolean) => {
    const body = one.content?.body
    const version = body?.['schemaVersion']
    const row = {
      source_id: sourceId,
      doc_id: id,
      rev: one.rev,
      generation: generationOf(one.rev),
      deleted: one.deleted,
      reason: one.reason,
      winner: isWinner,
      leaf: true,
      seq,
      kind: typeof body?.['kind'] === 'string' ? body['kind'].slice(0, 100) : null,
      schema_version: Number.isInteger(version) && Math.abs(Number(version)) < 1e9 ? version : null,
      flags: one.content?.flags ?? [],
    }
    return { one, row }
  }
  const unknown: Revision = { rev: state.rev, deleted: state.deleted, reason: null, content: null, attachments: null }
  return [rowOf(winner ?? unknown, true), ...others.map((one) => rowOf(one, false))]
}
