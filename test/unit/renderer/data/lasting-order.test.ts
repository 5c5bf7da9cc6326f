import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLastingOrder } from '#renderer/data/dossiers/lasting-order.ts'

type Item = { rank: number }
const byRank = (a: Item, b: Item) => a.rank - b.rank

test('whatever comes, goes or comes back, the order is that of a sort', () => {
  const pool = fc.array(
    fc.integer({ min: 0, max: 20 }).map((rank): Item => ({ rank })),
    { maxLength: 40 },
  )
  const turns = fc.array(fc.array(fc.nat(40), { maxLength: 60 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(pool, turns, (items, picks) => {
      const inOrder = createLastingOrder(byRank)
      for (const pick of picks) {
        const present = [...new Set(pick.flatMap((index) => items[index] ?? []))]
        const ordered = inOrder(present)
        expect(ordered.map(({ rank }) => rank)).toEqual(present.map(({ rank }) => rank).sort((a, b) => a - b))
        expect(new Set(ordered)).toEqual(new Set(present))
        expect(ordered).toHaveLength(present.length)
      }
    }),
  )
})

test('of equals, the one that was there first stays first', () => {
  const [first, second, third] = [{ rank: 1 }, { rank: 1 }, { rank: 1 }]
  const inOrder = createLastingOrder(byRank)
  inOrder([second])
  expect(inOrder([first, second, third])).toEqual([second, first, third])
  expect(inOrder([first, second, third])[0]).toBe(second)
})

test('only what is new is compared', () => {
  let compared = 0
  const inOrder = createLastingOrder<Item>((a, b) => {
    compared += 1
    return byRank(a, b)
  })
  const items = Array.from({ length: 1024 }, (_, rank) => ({ rank }))
  inOrder(items)
  compared = 0
  inOrder([...items.slice(1), { rank: 500 }])
  expect(compared).toBeLessThanOrEqual(11)
})
