import { createRandom } from '#test/faults/ground/random.ts'

/**
 * From now on this thread's random bytes are the same ones in the same order, so that a history always goes the way it went: ids
 * decide which dossier comes first and which of two revisions CouchDB prefers.
 */
export function fixChance(): void {
  const { below } = createRandom(1)
  const fill = <T extends ArrayBufferView>(array: T): T => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let index = 0; index < bytes.length; index++) bytes[index] = below(256)
    return array
  }
  Object.defineProperty(crypto, 'getRandomValues', { value: fill, configurable: true })
}
