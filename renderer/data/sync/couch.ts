import { z } from 'zod'
import { BulkAnswer, type BulkRow, ChangesAnswer, HandedOnDocument, WireDocument } from '#core/sync/wire.ts'
import type { CentreAnswer, CentreClient } from '../centre/centre-client.ts'

/** The calls of CouchDB's protocol that a desk makes, on one database. */
export type Couch = {
  changes(since: string, limit: number): Promise<CentreAnswer<ChangesAnswer>>
  bulk(documents: Record<string, unknown>[], timeoutMs: number): Promise<CentreAnswer<BulkRow[]>>
  get(id: string): Promise<CentreAnswer<WireDocument>>
  /** Those of these documents that are there. */
  getMany(ids: string[]): Promise<CentreAnswer<WireDocument[]>>
  put(document: Record<string, unknown> & { _id: string }, timeoutMs: number): Promise<CentreAnswer<unknown>>
  /** Which of these documents the database has. */
  listPresent(ids: string[]): Promise<CentreAnswer<Set<string>>>
}

const Written = z.object({ ok: z.literal(true), rev: z.string() })
/** A key that is not there answers `{key, error}`, without an id. */
const PresentRows = z.object({ rows: z.array(z.object({ id: z.string().optional() })) })

const DocumentRows = z.object({ rows: z.array(z.object({ doc: HandedOnDocument.nullish() })) })

export function createCouch(centre: CentreClient, database: string): Couch {
  const root = `/db/${database}`
  return {
    changes: (since, limit) =>
      centre.ask(`${root}/_changes?include_docs=true&limit=${limit}&since=${encodeURIComponent(since)}`, ChangesAnswer, {
        timeoutMs: 60_000,
      }),
    bulk: (docs, timeoutMs) => centre.ask(`${root}/_bulk_docs`, BulkAnswer, { method: 'POST', body: { docs }, timeoutMs }),
    async getMany(keys) {
      const answer = await centre.ask(`${root}/_all_docs?include_docs=true`, DocumentRows, {
        method: 'POST',
        body: { keys },
        timeoutMs: 60_000,
      })
      return answer.kind === 'ok' ? { ...answer, value: answer.value.rows.flatMap(({ doc }) => (doc == null ? [] : [doc])) } : answer
    },
    get: (id) => centre.ask(`${root}/${encodeURIComponent(id)}`, WireDocument),
    put: (document, timeoutMs) =>
      centre.ask(`${root}/${encodeURIComponent(document._id)}`, Written, { method: 'PUT', body: document, timeoutMs }),
    async listPresent(keys) {
      const answer = await centre.ask(`${root}/_all_docs`, PresentRows, { method: 'POST', body: { keys } })
      return answer.kind === 'ok'
        ? { ...answer, value: new Set(answer.value.rows.flatMap(({ id }) => (id === undefined ? [] : [id]))) }
        : answer
    },
  }
}
