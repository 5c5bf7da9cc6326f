import type { RxCollection } from 'rxdb'

/**
 * Writes documents of a collection, one at a time by id. RxDB answers every later `incrementalUpsert` of a document with the failure
 * of the first, so that a disk that was full once would stay full for that document; from there on it is written the slower way.
 */
export function createUpsert<T extends { id: string }>(collection: RxCollection<T>): (document: T) => Promise<void> {
  const failed = new Set<string>()
  return async (document) => {
    if (!failed.has(document.id)) {
      try {
        await collection.incrementalUpsert(document)
        return
      } catch (cause) {
        failed.add(document.id)
        throw cause
      }
    }
    const { error } = await collection.bulkUpsert([document])
    if (error[0] !== undefined) throw new Error(`${document.id} was not written: ${error[0].status}`)
  }
}
