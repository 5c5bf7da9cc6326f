import { expect, test } from 'vitest'
import { changeOfficial } from '#core/person/change-official.ts'
import { Person } from '#core/person/person.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'

const tanAn = AgencySlug.parse('h53-27712')
const longAn = AgencySlug.parse('h53-27694')
const today = Day.parse('2026-11-22')
const before = Person.parse({
  kind: 'person',
  schemaVersion: 1,
  id: 'person:an.nt',
  login: 'an.nt',
  name: 'Nguyễn Thị An',
  title: '',
  phone: '',
  agency: tanAn,
  roles: [{ role: 'one_stop_official', since: '2025-07-01', until: null }],
  keys: [{ keyId: 'key:1', device: 'device:01j00000000000000000000000', since: '2026-01-05T08:00:00+07:00', jwk: {} }],
})

const facts = (agency: AgencySlug, since: string) => ({
  name: before.name,
  title: before.title,
  phone: '0271',
  agency,
  roles: [{ role: 'specialist' as const, since: Day.parse(since), until: null }],
})

test('who moves keeps the term at the old office, ended the day before the new one begins, and the keys', () => {
  const moved = changeOfficial(before, facts(longAn, '2026-11-20'), today)
  expect(moved).toMatchObject({ agency: longAn, phone: '0271', keys: before.keys })
  expect(rolesOn(moved, Day.parse('2026-11-19'), tanAn)).toEqual(['one_stop_official'])
  expect(rolesOn(moved, Day.parse('2026-11-20'), tanAn)).toEqual([])
  expect(rolesOn(moved, Day.parse('2026-11-20'))).toEqual(['specialist'])
})

test('a list that only repeats an old date moves the official as of today', () => {
  const moved = changeOfficial(before, facts(longAn, '2025-07-01'), today)
  expect(rolesOn(moved, Day.parse('2026-11-21'), tanAn)).toEqual(['one_stop_official'])
  expect(rolesOn(moved, today, tanAn)).toEqual([])
})

test('the same list again changes nothing, and a further move keeps both offices', () => {
  const moved = changeOfficial(before, facts(longAn, '2026-11-20'), today)
  expect(changeOfficial(moved, facts(longAn, '2026-11-20'), Day.parse('2026-12-31'))).toEqual(moved)
  const back = changeOfficial(moved, facts(tanAn, '2026-12-10'), Day.parse('2026-12-12'))
  expect(rolesOn(back, Day.parse('2026-11-19'), tanAn)).toEqual(['one_stop_official'])
  expect(rolesOn(back, Day.parse('2026-12-09'), longAn)).toEqual(['specialist'])
  expect(rolesOn(back, Day.parse('2026-12-10'))).toEqual(['specialist'])
})

test('a role that is only taken away within one office leaves no trace elsewhere', () => {
  expect(changeOfficial(before, { ...facts(tanAn, '2025-07-01'), roles: [] }, today).roles).toEqual([])
})
