import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64, fromBase64ByTable, toBase64, toBase64ByTable } from '#renderer/data/sealing/base64.ts'

const ways = [
  { name: 'as this browser does it', write: toBase64, read: fromBase64 },
  { name: 'by the table', write: toBase64ByTable, read: fromBase64ByTable },
]

describe.each(ways)('base64 of sealed records, $name', ({ write, read }) => {
  it('writes what everybody else writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = write(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect([...read(text)]).toEqual([...bytes])
      }),
    )
  })

  it('refuses what is no base64', () => {
    for (const text of ['a', 'abc', 'ab!=', 'ab==cdef', 'ăbcd', 'ab d', '====']) expect(() => read(text), text).toThrow()
  })
})
