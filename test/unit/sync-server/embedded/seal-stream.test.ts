import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { SealBroken, sealStream, unsealStream } from '#sync-server/embedded/seal-stream.ts'

const key = randomBytes(32)
const piece = 64 * 1024

async function read(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const one of stream) pieces.push(one)
  return Buffer.concat(pieces)
}

/** In chunks that have nothing to do with the pieces. */
const chunks = (bytes: Buffer, size = 10_007): AsyncIterable<Buffer> =>
  Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
    })(),
  )
const seal = (bytes: Buffer, name = '000.data') => read(sealStream(chunks(bytes), key, name))
const unseal = (bytes: Buffer, name = '000.data', by = key) => read(unsealStream(chunks(bytes), by, name))

describe('a sealed stream', () => {
  test.each([0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 17])('of %i bytes opens to what was sealed', async (size) => {
    const plain = randomBytes(size)
    expect((await unseal(await seal(plain))).equals(plain)).toBe(true)
  })

  test('shows nothing of what it holds, and is another each time', async () => {
    const plain = Buffer.from('Nguyễn Thị An 080190000001'.repeat(100))
    const [once, again] = [await seal(plain), await seal(plain)]
    expect(once.includes('080190000001')).toBe(false)
    expect(once.equals(again)).toBe(false)
  })

  test('does not open with another key, nor under another name', async () => {
    const sealed = await seal(randomBytes(100))
    await expect(unseal(sealed, '000.data', randomBytes(32))).rejects.toThrow(SealBroken)
    await expect(unseal(sealed, '001.data')).rejects.toThrow(SealBroken)
  })

  test('that was cut anywhere, at the end of a piece too, is found out', async () => {
    const sealed = await seal(randomBytes(2 * piece + 100))
    const head = 24
    const ends = [0, 5, head, head + 1, head + piece + 16, head + 2 * (piece + 16), sealed.length - 1]
    for (const end of ends) await expect(unseal(sealed.subarray(0, end)), String(end)).rejects.toThrow(SealBroken)
  })

  test('with a changed bit, an added byte or pieces that changed places is found out', async () => {
    const sealed = await seal(randomBytes(3 * piece))
    for (const at of [0, 10, 30, piece + 50, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      await expect(unseal(changed), String(at)).rejects.toThrow(SealBroken)
    }
    await expect(unseal(Buffer.concat([sealed, Buffer.from('x')]))).rejects.toThrow(SealBroken)
    const one = piece + 16
    const swapped = [
      sealed.subarray(0, 24),
      sealed.subarray(24 + one, 24 + 2 * one),
      sealed.subarray(24, 24 + one),
      sealed.subarray(24 + 2 * one),
    ]
    await expect(unseal(Buffer.concat(swapped))).rejects.toThrow(SealBroken)
  })
})
