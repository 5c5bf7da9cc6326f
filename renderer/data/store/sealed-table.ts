import type { RxCollection } from 'rxdb'
import { openJson, sealJson } from '../sealing/seal.ts'
import type { Envelope } from './open-store.ts'
import { guardStorage } from './storage-guard.ts'
import { createUpsert } from './upsert.ts'
import type { Vault } from './vault.ts'

/** One record to be sealed. `group` and `order` are index fields: ids only, nothing about a person. */
export type Sealable<T> = { id: string; kind: string; v: number; state: string; group?: string; order?: string; body: T }

/** Records of one kind, sealed on their way in and opened on their way out. A write resolves when it is durable. */
export type SealedTable<T> = {
  put(record: Sealable<T>): Promise<void>
  putMany(records: Sealable<T>[]): Promise<void>
  listAll(): Promise<T[]>
  listGroup(group: string): Promise<T[]>
  findLastOfOrder(prefix: string): Promise<T | undefined>
  /** Records of these ids, in no order; those that are not there are left out. */
  listOf(ids: string[]): Promise<T[]>
  /** Records whose `order` comes after a text. */
  listAfter(order: string): Promise<T[]>
  /** Records whose `order` comes after one text and before another, in that order. */
  listBetween(after: string, before: string): Promise<T[]>
  /** The last `order` there is; empty where no record has one. */
  findLastOrder(): Promise<string>
  count(): Promise<number>
  remove(id: string): Promise<void>
  /** Takes records off the disk for good. */
  removeMany(ids: string[]): Promise<void>
  /** Ids of a group's records. */
  listGroupIds(group: string): Promise<string[]>
}

export function createSealedTable<T>(collection: RxCollection<Envelope>, vault: Vault): SealedTable<T> {
  const upsert = createUpsert(collection)
  const seal = async ({ body, group = '', order = '', ...index }: Sealable<T>): Promise<Envelope> => ({
    ...index,
    group,
    order,
    sealed: await sealJson(vault.key(), index.id, body),
  })
  const open = (stored: Envelope): Promise<T> => openJson<T>(vault.key(), stored.id, stored.sealed)
  const openAll = (stored: Envelope[]): Promise<T[]> => Promise.all(stored.map(open))
  return {
    async put(record) {
      const envelope = await seal(record)
      await guardStorage(() => upsert(envelope))
    },
    async putMany(records) {
      const envelopes = await Promise.all(records.map(seal))
      const { error } = await guardStorage(() => collection.bulkUpsert(envelopes))
      if (error.length > 0) throw new Error(`${error.length} records were not written: ${error[0]?.status}`)
    },
    listAll: async () => openAll((await collection.find().exec()).map((found) => found.toJSON())),
    listGroup: async (group) => openAll((await collection.find({ selector: { group } }).exec()).map((found) => found.toJSON())),
    async findLastOfOrder(prefix) {
      const query = collection.find({ selector: { order: { $gte: prefix, $lt: `${prefix}\uffff` } }, sort: [{ order: 'desc' }], limit: 1 })
      const found = (await query.exec())[0]
      return found === undefined ? undefined : open(found.toJSON())
    },
    listOf: async (ids) =>
      ids.length === 0 ? [] : openAll([...(await collection.findByIds(ids).exec()).values()].map((one) => one.toJSON())),
    listAfter: async (order) => openAll((await collection.find({ selector: { order: { $gt: order } } }).exec()).map((one) => one.toJSON())),
    async listBetween(after, before) {
      const query = collection.find({ selector: { order: { $gt: after, $lt: before } }, sort: [{ order: 'asc' }] })
      return openAll((await query.exec()).map((one) => one.toJSON()))
    },
    findLastOrder: async () => (await collection.find({ selector: {}, sort: [{ order: 'desc' }], limit: 1 }).exec())[0]?.order ?? '',
    count: () => collection.count().exec(),
    async removeMany(ids) {
      if (ids.length === 0) return
      const { error } = await guardStorage(() => collection.bulkRemove(ids))
      if (error.length > 0) throw new Error(`${error.length} records were not removed: ${error[0]?.status}`)
      // RxDB only marks what was removed; what lay sealed in it goes too.
      await guardStorage(() => collection.cleanup(0))
    },
    listGroupIds: async (group) => (await collection.find({ selector: { group } }).exec()).map(({ id }) => id),
    async remove(id) {
      await guardStorage(async () => (await collection.findOne(id).exec())?.incrementalRemove())
    },
  }
}
