import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge } from '#core/sync/merge.ts'

const base = { id: 'x', subject: 'a', money: { paid: 0 }, updated: 1 }

describe('three-way merge', () => {
  test('takes each side where only that side changed', () => {
    const mine = { ...base, money: { paid: 8000 }, updated: 2 }
    const theirs = { ...base, subject: 'b', updated: 3 }
    expect(merge({ base, mine, theirs })).toEqual({ kind: 'merged', body: { ...base, subject: 'b', money: { paid: 8000 }, updated: 2 } })
  })

  test('is a conflict that names the fields where both changed the same one differently', () => {
    expect(merge({ base, mine: { ...base, subject: 'b' }, theirs: { ...base, subject: 'c' } })).toEqual({
      kind: 'conflict',
      fields: ['subject'],
    })
  })

  test('has nothing left to send where both made the same change', () => {
    expect(merge({ base, mine: { ...base, subject: 'b', updated: 2 }, theirs: { ...base, subject: 'b', updated: 3 } })).toEqual({
      kind: 'same',
    })
  })

  test('finds its own write again after the answer was lost', () => {
    const mine = { ...base, subject: 'b', updated: 2 }
    expect(merge({ base, mine, theirs: { updated: 2, subject: 'b', money: { paid: 0 }, id: 'x' } })).toEqual({ kind: 'same' })
  })

  test('keeps a field that only the centre knows', () => {
    const outcome = merge({ base, mine: { ...base, subject: 'b' }, theirs: { ...base, ofTomorrow: { deep: 1 } } })
    expect(outcome).toEqual({ kind: 'merged', body: { ...base, subject: 'b', ofTomorrow: { deep: 1 } } })
  })

  test('calls two new records of one id a conflict unless they are equal', () => {
    expect(merge({ base: null, mine: { id: 'x', subject: 'a' }, theirs: { id: 'x', subject: 'b' } }).kind).toBe('conflict')
    expect(merge({ base: null, mine: { id: 'x' }, theirs: { id: 'x' } }).kind).toBe('same')
  })

  test('never drops a change of either side without saying so', () => {
    const body = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(body, body, body, (before, mine, theirs) => {
        const outcome = merge({ base: before, mine, theirs })
        if (outcome.kind === 'conflict') return outcome.fields.every((name) => mine[name] !== theirs[name])
        const body = outcome.kind === 'merged' ? outcome.body : theirs
        return ['a', 'b', 'c', 'd'].every((name) => {
          if (mine[name] !== before[name]) return body[name] === mine[name]
          return body[name] === theirs[name]
        })
      }),
    )
  })
})
