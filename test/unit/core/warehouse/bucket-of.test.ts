import { describe, expect, it } from 'vitest'
import { makeUlid } from '#core/record/ids.ts'
import { bucketOf } from '#core/warehouse/bucket-of.ts'

describe('the part of the digest that a document belongs to', () => {
  it('is the Vietnamese day on which its id was made', () => {
    const lateEvening = Date.UTC(2026, 10, 19, 17, 30)
    expect(bucketOf(`dossier:${makeUlid(lateEvening, new Uint8Array(10))}`)).toBe('2026-11-20')
    expect(bucketOf(`event:${makeUlid(lateEvening - 3_600_000, new Uint8Array(10))}`)).toBe('2026-11-19')
  })

  it('is the beginning of the hash for a page, and one part for whatever else', () => {
    expect(bucketOf(`page:${'ab'.repeat(32)}`)).toBe('page:ab')
    expect(bucketOf('agency:h53')).toBe('-')
  })

  it('holds for an id that nobody can have made', () => {
    expect(bucketOf('dossier:7ZZZZZZZZZZZZZZZZZZZZZZZZZ')).toMatch(/^9999-/)
  })
})
