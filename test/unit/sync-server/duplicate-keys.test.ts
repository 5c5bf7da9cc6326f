import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AgencySlug, DossierId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { duplicateSettings, groupsOf, type IndexedDossier } from '#sync-server/reconciliation/duplicate-keys.ts'

const agency = AgencySlug.parse('h53-27712')
const dayMs = 86_400_000

const indexed = (index: number, day: number, citizen: string | null): IndexedDossier => ({
  dossier: {
    id: DossierId.parse(`dossier:${String(index).padStart(26, '0')}`),
    code: `H53.27712-261120-${String(index).padStart(7, '0')}`,
    applicantName: 'Trần Thử Nghiệm',
    procedureName: 'Đăng ký khai sinh',
    receivedAt: toInstant(Date.parse('2026-01-01T08:00:00+07:00') + day * dayMs),
    agency,
  },
  agencies: [agency],
  citizen,
  book: null,
})

test('every two dossiers of one citizen within thirty days are in one group, and no group has a hole of more', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 }), (days) => {
      const entries = days.map((day, index) => indexed(index, day, 'một'))
      const groups = groupsOf({ id: 'key:citizen:x', kind: 'same_citizen' }, entries, duplicateSettings)
      const groupOf = (one: IndexedDossier) => groups.findIndex((group) => group.includes(one))
      for (const [a, first] of entries.entries()) {
        for (const [b, second] of entries.entries()) {
          if (a !== b && Math.abs((days[a] ?? 0) - (days[b] ?? 0)) <= 30) expect(groupOf(first)).toBe(groupOf(second))
        }
      }
      for (const group of groups) {
        expect(group.length).toBeGreaterThan(1)
        const at = group.map(({ dossier }) => Date.parse(dossier.receivedAt)).sort((x, y) => x - y)
        for (const [index, one] of at.slice(1).entries()) expect(one - (at[index] ?? 0)).toBeLessThanOrEqual(30 * dayMs)
      }
    }),
  )
})

test('one name is no duplicate where everybody has a number, and may be one where somebody has none', () => {
  const key = { id: 'key:person:x', kind: 'same_citizen' } as const
  expect(groupsOf(key, [indexed(1, 0, 'một'), indexed(2, 1, 'hai')], duplicateSettings)).toEqual([])
  expect(groupsOf(key, [indexed(1, 0, 'một'), indexed(2, 1, null)], duplicateSettings)).toHaveLength(1)
})

test('a page or a code in two dossiers is asked about however far apart they are', () => {
  expect(groupsOf({ id: 'key:page:x', kind: 'same_page' }, [indexed(1, 0, 'một'), indexed(2, 300, 'hai')], duplicateSettings)).toHaveLength(
    1,
  )
})
