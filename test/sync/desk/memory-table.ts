import type { Sealable, SealedTable } from '#renderer/data/store/sealed-table.ts'

/** What lies on a desk's disk: records as text with their index fields, by table. Reading them back is a restart. */
export type Disk = Map<string, { text: string; group: string; order: string }>

/** Decides at each write whether the desk dies there: before it (nothing is written) or right after it. */
export type Fate = { strike(): 'before' | 'after' | null }

/** Thrown where a desk dies: whatever it held in memory is gone. */
export class Died extends Error {
  constructor() {
    super('the desk died')
    this.name = 'Died'
  }
}

/** A table of sealed records, on a disk in memory: every write is one text, durable as a whole or not at all. */
export function createMemoryTable<T>(disk: Disk, name: string, fate: Fate): SealedTable<T> {
  const prefix = `${name}/`
  const rows = () => [...disk].flatMap(([key, row]) => (key.startsWith(prefix) ? [row] : []))
  const inOrder = () => rows().sort((a, b) => (a.order < b.order ? -1 : 1))
  const write = (records: Sealable<T>[]) => {
    const strike = fate.strike()
    if (strike === 'before') throw new Died()
    for (const { id, group = '', order = '', body } of records) disk.set(`${prefix}${id}`, { text: JSON.stringify(body), group, order })
    if (strike === 'after') throw new Died()
  }
  return {
    put: async (record) => write([record]),
    putMany: async (records) => write(records),
    listAll: async () => rows().map(bodyOf<T>),
    listGroup: async (wanted) =>
      rows()
        .filter(({ group }) => group === wanted)
        .map(bodyOf<T>),
    async findLastOfOrder(start) {
      const last = inOrder().findLast(({ order }) => order.startsWith(start))
      return last && bodyOf<T>(last)
    },
    listOf: async (ids) => ids.flatMap((id) => disk.get(`${prefix}${id}`) ?? []).map(bodyOf<T>),
    listAfter: async (after) =>
      inOrder()
        .filter(({ order }) => order > after)
        .map(bodyOf<T>),
    findLastOrder: async () => inOrder().at(-1)?.order ?? '',
    count: async () => rows().length,
    listBetween: async (after, before) =>
      inOrder()
        .filter(({ order }) => order > after && order < before)
        .map(bodyOf<T>),
    listGroupIds: async (wanted) =>
      [...disk].flatMap(([key, { group }]) => (key.startsWith(prefix) && group === wanted ? [key.slice(prefix.length)] : [])),
    async removeMany(ids) {
      for (const id of ids) disk.delete(`${prefix}${id}`)
    },
    async remove(id) {
      disk.delete(`${prefix}${id}`)
    },
  }
}

function bodyOf<T>({ text }: { text: string }): T {
  return JSON.parse(text)
}
