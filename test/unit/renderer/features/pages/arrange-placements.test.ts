import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Placement } from '#core/dossier/dossier.ts'
import {
  assignPlacements,
  movePlacement,
  rotatePlacements,
  sortPlacements,
  stepPlacement,
} from '#renderer/features/pages/arrange-placements.ts'

function makePage(id: string, order: number, paperId: string | null = null) {
  return Placement.parse({
    id,
    page: 'a'.repeat(64),
    mediaType: 'image/png',
    sizeBytes: 1,
    widthPx: 1,
    heightPx: 1,
    purpose: 'paper',
    paperId,
    order,
    rotation: 0,
    source: 'file',
    added: { at: '2026-11-20T08:00:00+07:00', by: 'person:an.nt', byName: 'An' },
  })
}

const ids = (pages: { id: string }[]) => pages.map((one) => one.id)

describe('arranging pages', () => {
  it('sorts by paper as listed, unsorted last, then by order', () => {
    const pages = [makePage('c', 1), makePage('b', 3, 'first'), makePage('a', 2, 'first'), makePage('d', 0, 'second')]
    expect(ids(sortPlacements(pages, ['first', 'second']))).toEqual(['a', 'b', 'd', 'c'])
  })

  it('comes back to where it was after four turns, either way', () => {
    const pages = [makePage('a', 1), makePage('b', 2)]
    const chosen = new Set(['a'])
    for (const quarter of [1, -1] as const) {
      const turned = [1, 2, 3, 4].reduce((now) => rotatePlacements(now, chosen, quarter), pages)
      expect(turned).toEqual(pages)
    }
    expect(rotatePlacements(pages, chosen, -1)[0]?.rotation).toBe(270)
  })

  it('puts a dragged page before the one it was dropped on, into its paper', () => {
    const sorted = [makePage('a', 1, 'x'), makePage('b', 2, 'x'), makePage('c', 3)]
    const moved = movePlacement(sorted, 'c', 'b')
    expect(ids(moved)).toEqual(['a', 'c', 'b'])
    expect(moved[1]?.paperId).toBe('x')
  })

  it('steps a page within its paper and never out of it', () => {
    const sorted = [makePage('a', 1, 'x'), makePage('b', 2, 'x'), makePage('c', 3)]
    expect(ids(stepPlacement(sorted, 'a', 1))).toEqual(['b', 'a', 'c'])
    expect(ids(stepPlacement(sorted, 'b', 1))).toEqual(['a', 'b', 'c'])
    expect(ids(stepPlacement(sorted, 'a', -1))).toEqual(['a', 'b', 'c'])
  })

  it('gives chosen pages to a paper behind those it has', () => {
    const pages = [makePage('a', 5, 'x'), makePage('b', 1), makePage('c', 2)]
    const given = assignPlacements(pages, new Set(['b', 'c']), 'x')
    expect(ids(sortPlacements(given, ['x']))).toEqual(['a', 'b', 'c'])
  })

  it('never loses or doubles a page, whatever is moved where', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(7), fc.nat(7), (count, from, to) => {
        const sorted = Array.from({ length: count }, (_, at) => makePage(`p${at}`, at))
        const moved = movePlacement(sorted, `p${from % count}`, to % 3 === 0 ? null : `p${to % count}`)
        expect(ids(moved).sort()).toEqual(ids(sorted).sort())
      }),
    )
  })
})
