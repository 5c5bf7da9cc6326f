import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountTree, type PublishedTree, smallest, suppress } from '#core/open-data/suppress.ts'

type Bounds = { low: number; high: number }
type Known = { node: PublishedTree; parts: Known[]; bounds: Bounds }

/** The attacker: every published count is known, every count is the sum of its parts; narrows all that is held back until nothing moves. */
function attack(tree: PublishedTree): Map<PublishedTree, Bounds> {
  const root = start(tree)
  const all = listAll(root)
  for (let moved = true; moved; ) moved = all.some((one) => narrow(one))
  return new Map(all.map((one) => [one.node, one.bounds]))
}

function start(node: PublishedTree): Known {
  const bounds = node.count === null ? { low: 0, high: Number.POSITIVE_INFINITY } : { low: node.count, high: node.count }
  return { node, bounds, parts: node.parts.map(start) }
}

const listAll = (one: Known): Known[] => [one, ...one.parts.flatMap(listAll)]
const sum = (parts: Known[], end: keyof Bounds): number => parts.reduce((total, { bounds }) => total + bounds[end], 0)

function narrow({ bounds, parts }: Known): boolean {
  if (parts.length === 0) return false
  let moved = tighten(bounds, { low: sum(parts, 'low'), high: sum(parts, 'high') })
  for (const part of parts) {
    const others = parts.filter((one) => one !== part)
    moved = tighten(part.bounds, { low: bounds.low - sum(others, 'high'), high: bounds.high - sum(others, 'low') }) || moved
  }
  return moved
}

function tighten(bounds: Bounds, { low, high }: Bounds): boolean {
  const before = { ...bounds }
  if (low > bounds.low) bounds.low = low
  if (high < bounds.high) bounds.high = high
  return before.low !== bounds.low || before.high !== bounds.high
}

/** Every small count that the attacker pins down to less than "0 to at least five". */
function findDisclosed(truth: CountTree, published: PublishedTree): string[] {
  const bounds = attack(published)
  const walk = (real: CountTree, shown: PublishedTree, path: string): string[] => {
    const known = bounds.get(shown)
    const small = real.count > 0 && real.count < smallest
    const open = known !== undefined && known.low === 0 && known.high >= smallest
    const own = small && !open ? [`${path}/${real.name}=${real.count}`] : []
    return [...own, ...real.parts.flatMap((part, at) => walk(part, shown.parts[at] ?? shown, `${path}/${real.name}`))]
  }
  return walk(truth, published, '')
}

/** Only the small counts themselves held back, as a careless publisher does it. */
function holdBackSmallOnly({ name, count, parts }: CountTree): PublishedTree {
  return { name, count: count > 0 && count < smallest ? null : count, parts: parts.map(holdBackSmallOnly) }
}

const counts = fc.oneof({ weight: 3, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constant(0) })
const leafOf = (name: string, count: number): CountTree => ({ name, count, parts: [] })
const above = (name: string, parts: CountTree[]): CountTree => ({
  name,
  parts,
  count: parts.reduce((total, { count }) => total + count, 0),
})
const month = fc.array(fc.array(counts, { minLength: 4, maxLength: 4 }), { minLength: 3, maxLength: 3 }).map((channels) =>
  above(
    'sector',
    channels.map((cells, at) =>
      above(
        `c${at}`,
        cells.map((count, index) => leafOf(`p${index}`, count)),
      ),
    ),
  ),
)

describe('holding back small counts', () => {
  it('never lets an attacker who adds and subtracts find out that a count is below five', () => {
    fc.assert(
      fc.property(month, (tree) => {
        const published = suppress(tree)
        // A sector that is small as a whole stands in no sum; nothing of it is told.
        if (published.count === null) return everyPartIsHeld(published)
        expect(findDisclosed(tree, published)).toEqual([])
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('never gives a wrong count, nor holds back where nothing is small', () => {
    fc.assert(
      fc.property(month, (tree) => {
        const published = suppress(tree)
        expect(
          listCounts(published).every(([shown, real]) => shown === null || shown === real),
          'true',
        ).toBe(true)
        if (listCounts(published).every(([, real]) => real === 0 || real >= smallest))
          expect(JSON.stringify(published)).not.toContain('null')
        function listCounts(node: PublishedTree, real: CountTree = tree): [number | null, number][] {
          return [[node.count, real.count], ...node.parts.flatMap((part, at) => listCounts(part, real.parts[at]))]
        }
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  it('beats the attack that a careless publisher falls to', () => {
    const tree = above('sector', [above('c0', [leafOf('p0', 40), leafOf('p1', 3), leafOf('p2', 9), leafOf('p3', 0)])])
    expect(findDisclosed(tree, holdBackSmallOnly(tree))).toEqual(['/sector/c0/p1=3'])
    expect(findDisclosed(tree, suppress(tree))).toEqual([])
    const pair = above('sector', [above('c0', [leafOf('p0', 40), leafOf('p1', 1), leafOf('p2', 1), leafOf('p3', 12)])])
    expect(findDisclosed(pair, holdBackSmallOnly(pair))).not.toEqual([])
    expect(findDisclosed(pair, suppress(pair))).toEqual([])
  })

  it('leaves, for small tables, as many true tables possible as every try shows', () => {
    const tree = above('sector', [leafOf('a', 1), leafOf('b', 2), leafOf('c', 6)])
    const published = suppress(tree)
    expect(published.parts.map(({ count }) => count)).toEqual([null, null, null])
    const possible = [...Array(10).keys()].flatMap((a) => [...Array(10).keys()].flatMap((b) => (a + b <= 9 ? [[a, b, 9 - a - b]] : [])))
    for (const at of [0, 1]) {
      const values = new Set(possible.map((one) => one[at]))
      expect([Math.min(...[...values].map(Number)), Math.max(...[...values].map(Number))]).toEqual([0, 9])
    }
  })
})

function everyPartIsHeld(node: PublishedTree): void {
  expect(JSON.stringify(node)).not.toMatch(/"count":\d/)
}
