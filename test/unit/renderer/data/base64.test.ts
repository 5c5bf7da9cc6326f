import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, toBase64 } from '#renderer/data/sealing/base64.ts'

describe('base64 of sealed records', () => {
  it('writes what everybody else writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = toBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect([...fromBase64(text)]).toEqual([...bytes])
      }),
    )
  })

  it('refuses what is no base64', () => {
    for (const text of ['a', 'abc', 'ab!=', 'ab==cdef', 'ăbcd', 'ab d', '====']) expect(() => fromBase64(text), text).toThrow()
  })
})
