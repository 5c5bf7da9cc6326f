import type { ServerScope } from 'nano'
import { z } from 'zod'
import { Refusal } from '#core/sync/mark.ts'
import { findDocument, type Stored } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'

export type Direction = 'up' | 'down'

const Checkpoint = z.object({ seq: z.string() })

/** A document that the other side did not take: kept, shown, tried again; its neighbours went on. */
export const KeptRefusal = z.object({
  direction: z.enum(['up', 'down']),
  database: z.string(),
  id: z.string(),
  revs: z.array(z.string()),
  refusal: Refusal,
})
export type KeptRefusal = z.infer<typeof KeptRefusal>

/** What the hub itself remembers, in a database that no desk can read. */
export type HubMemory = {
  checkpoint(direction: Direction, database: string): Promise<string>
  /** After the work that it stands for. */
  keepCheckpoint(direction: Direction, database: string, seq: string): Promise<void>
  refused(direction: Direction, database: string): Promise<KeptRefusal[]>
  keepRefused(one: KeptRefusal): Promise<void>
  forgetRefused(one: Pick<KeptRefusal, 'direction' | 'database' | 'id'>): Promise<void>
  find<T>(id: string, schema: z.ZodType<T>): Promise<T | undefined>
  list<T>(prefix: string, schema: z.ZodType<T>): Promise<(T & { _id: string })[]>
  put(id: string, body: Record<string, unknown>): Promise<void>
  remove(id: string): Promise<void>
}

const Listing = z.object({ rows: z.array(z.object({ doc: z.looseObject({ _id: z.string() }).nullish() })) })

/** `upstream` is part of every checkpoint's name: sequences of one centre say nothing about another. */
export function openHubMemory(couch: ServerScope, upstream: string): HubMemory {
  const database = couch.use<Record<string, unknown>>(centreDatabase)
  const checkpointId = (direction: Direction, of: string): string => `hub-checkpoint:${upstream}:${direction}:${of}`
  const refusedId = (one: Pick<KeptRefusal, 'direction' | 'database' | 'id'>): string =>
    `hub-refused:${one.direction}:${one.database}:${one.id}`
  const read = (id: string): Promise<Stored | undefined> => findDocument(database, id)
  const memory: HubMemory = {
    checkpoint: async (direction, of) => (await memory.find(checkpointId(direction, of), Checkpoint))?.seq ?? '0',
    keepCheckpoint: (direction, of, seq) => memory.put(checkpointId(direction, of), { seq }),
    refused: async (direction, of) => memory.list(`hub-refused:${direction}:${of}:`, KeptRefusal),
    keepRefused: (one) => memory.put(refusedId(one), { ...one }),
    forgetRefused: (one) => memory.remove(refusedId(one)),
    async find(id, schema) {
      const stored = await read(id)
      return stored === undefined ? undefined : schema.parse(stored)
    },
    async list(prefix, schema) {
      const found = await database.list({ start_key: prefix, end_key: `${prefix}\uffff`, include_docs: true })
      return Listing.parse(found).rows.flatMap(({ doc }) => (doc == null ? [] : [{ ...schema.parse(doc), _id: doc._id }]))
    },
    async put(id, body) {
      const before = await read(id)
      await database.insert({ ...body, _id: id, ...(before === undefined ? {} : { _rev: before._rev }) })
    },
    async remove(id) {
      const before = await read(id)
      if (before !== undefined) await database.destroy(id, before._rev)
    },
  }
  return memory
}
