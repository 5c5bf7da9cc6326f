import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DocumentState, isNewer, weightOf } from '#core/warehouse/document-state.ts'

const hash = fc.stringMatching(/^[0-9a-f]{8}$/)
const state = (leaves: string[]): DocumentState => ({ rev: leaves[0] ?? '', deleted: false, leaves })

describe('which state of a document is newer', () => {
  it('knows every edit, deletion and conflict of a document as newer than what it was made from', () => {
    const act = fc.record({ kind: fc.constantFrom('lengthen', 'branch'), at: fc.nat(), by: hash })
    fc.assert(
      fc.property(hash, fc.array(act, { minLength: 1, maxLength: 12 }), (first, acts) => {
        let leaves = [`1-${first}`]
        for (const { kind, at, by } of acts) {
          const before = state([...leaves])
          const place = at % leaves.length
          const generation = Number.parseInt(leaves[place] ?? '1', 10)
          leaves = kind === 'lengthen' ? leaves.with(place, `${generation + 1}-${by}`) : [...leaves, `${Math.max(1, generation)}-${by}`]
          expect(isNewer(state(leaves), before)).toBe(true)
          expect(isNewer(before, state(leaves))).toBe(false)
        }
      }),
    )
  })

  it('sees no news in the same leaves in another order', () => {
    const one = { rev: '3-b', deleted: false, leaves: ['3-b', '2-a'] }
    expect(isNewer({ ...one, leaves: ['2-a', '3-b'] }, one)).toBe(false)
  })

  it('is not misled by a winner whose generation fell when a conflict was deleted', () => {
    const before = { rev: '5-b', deleted: false, leaves: ['5-b', '3-a'] }
    const after = { rev: '3-a', deleted: false, leaves: ['3-a', '6-b'] }
    expect(weightOf(after)).toBeGreaterThan(weightOf(before))
    expect(isNewer(after, before)).toBe(true)
  })
})
