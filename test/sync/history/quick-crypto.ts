import { createHash } from 'node:crypto'

/**
 * From now on this thread's digests are made at once, and signatures are digests too: a history is about who wrote what in which order, and
 * a fifth of its time would go into the curve.
 */
export function quickenCrypto(): void {
  const digest = (data: BufferSource): ArrayBuffer => {
    const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)
    return new Uint8Array(createHash('sha256').update(bytes).digest()).buffer
  }
  Object.defineProperties(crypto.subtle, {
    digest: { value: async (_algorithm: unknown, data: BufferSource) => digest(data), configurable: true },
    sign: { value: async (_algorithm: unknown, _key: unknown, data: BufferSource) => digest(data), configurable: true },
  })
}
