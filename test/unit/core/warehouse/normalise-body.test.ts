import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseBody } from '#core/warehouse/normalise-body.ts'

describe('a body as PostgreSQL can hold it', () => {
  it('leaves out what is CouchDB’s own', () => {
    expect(normaliseBody({ _id: 'a', _rev: '1-a', _attachments: {}, kind: 'page' })).toEqual({
      body: { kind: 'page' },
      text: '{"kind":"page"}',
      flags: [],
    })
  })

  it('replaces NUL and broken pairs at any depth, in names too, and says so', () => {
    const { body, flags } = normaliseBody({ a: [{ 'b\u0000': 'x\u0000y' }], c: 'z\ud800', d: '😀' })
    expect(body).toEqual({ a: [{ 'b\uFFFD': 'x\uFFFDy' }], c: 'z\uFFFD', d: '😀' })
    expect(flags).toEqual(['broken_text', 'nul_removed'])
  })

  it('flags numbers that a double does not hold exactly', () => {
    expect(normaliseBody({ a: 1e300 }).flags).toEqual(['number_rounded'])
    expect(normaliseBody({ a: '1234567890123456789' }).flags).toEqual([])
  })

  it('never leaves anything that PostgreSQL refuses', () => {
    const unit = fc.constantFrom('a', 'ạ', '\u0000', '\ud800', '\udc00', '😀', '\\', 'u0000')
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 6 }), { maxLength: 4 }), (texts) => {
        const { body } = normaliseBody({ texts })
        const halves = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
        for (const text of JSON.parse(JSON.stringify(body['texts']))) {
          expect(text.includes('\u0000')).toBe(false)
          expect(text).not.toMatch(halves)
        }
      }),
    )
  })
})
