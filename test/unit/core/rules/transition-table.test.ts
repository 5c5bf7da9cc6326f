import { describe, expect, test } from 'vitest'
import type { DossierStatus } from '#core/dossier/status.ts'
import { canReach, findTransition, sameStatusActs, stageRoles, transitions } from '#core/rules/transition-table.ts'

const statuses: DossierStatus[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** domain.md §2.2. */
const lawful = [
  '1→2',
  '1→3',
  '1→5',
  '1→7',
  '2→4',
  '2→5',
  '2→7',
  '2→8',
  '4→5',
  '4→6',
  '4→7',
  '4→8',
  '4→9',
  '5→4',
  '5→7',
  '5→8',
  '6→4',
  '6→7',
  '6→8',
  '7→1',
  '7→2',
  '7→4',
  '7→5',
  '7→6',
  '7→8',
  '9→10',
]

test('knows exactly the transitions of the law', () => {
  const known = transitions.filter((one) => one.from !== null).map((one) => `${one.from}→${one.to}`)
  expect([...new Set(known)].sort()).toEqual([...lawful].sort())
})

test('lets nothing leave 3, 8 and 10, and only the return leave 9', () => {
  for (const from of [3, 8, 10] as const) expect(transitions.filter((one) => one.from === from)).toEqual([])
  expect(transitions.filter((one) => one.from === 9).map((one) => one.to)).toEqual([10])
})

const putsRight: string[] = ['renumber', 'settleCase', 'reopenCase', 'undoMerge']

test('gives no transition to a supervisor or an administrator', () => {
  for (const one of [...transitions, ...sameStatusActs]) {
    expect(one.roles.length).toBeGreaterThan(0)
    // Not work on the dossier: what two desks did at once is put right.
    if (putsRight.includes(one.command)) continue
    expect(one.roles).not.toContain('supervisor')
    expect(one.roles).not.toContain('administrator')
  }
})

test('names whose turn it is in each stage', () => {
  expect(stageRoles).toEqual({ examining: 'specialist', proposed: 'leader', sent_back: 'specialist', approved: 'clerk' })
  expect(findTransition(4, 9)?.roles).toEqual(['clerk'])
  expect(findTransition(9, 4)).toBeUndefined()
})

describe('several steps at once', () => {
  test('are allowed where each of them is', () => {
    expect(canReach(null, 10)).toBe(true)
    expect(canReach(2, 9)).toBe(true)
    expect(canReach(5, 10)).toBe(true)
  })

  test('never lead back before intake, nor out of an end', () => {
    for (const to of statuses) {
      expect(canReach(3, to)).toBe(false)
      expect(canReach(8, to)).toBe(false)
      expect(canReach(10, to)).toBe(false)
    }
    for (const from of [2, 4, 5, 6, 9] as const) {
      expect(canReach(from, 1)).toBe(false)
      expect(canReach(from, 3)).toBe(false)
    }
    expect(canReach(9, 7)).toBe(false)
    expect(canReach(4, 2)).toBe(false)
  })
})
