import { expect, it } from 'vitest'
import { Person } from '#core/person/person.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import { Day } from '#core/record/instant.ts'

const person = Person.parse({
  kind: 'person',
  schemaVersion: 1,
  id: 'person:an.nt',
  login: 'an.nt',
  name: 'Nguyễn Thị An',
  title: '',
  phone: '',
  agency: 'h53-27712',
  roles: [
    { role: 'one_stop_official', since: '2025-07-01', until: '2026-06-30' },
    { role: 'one_stop_official', since: '2026-03-01', until: null },
    { role: 'supervisor', since: '2026-05-01', until: '2026-05-31' },
  ],
  keys: [],
})

it.each([
  ['2025-06-30', []],
  ['2025-07-01', ['one_stop_official']],
  ['2026-05-31', ['one_stop_official', 'supervisor']],
  ['2026-06-01', ['one_stop_official']],
])('knows the roles held on %s, each once', (day, roles) => {
  expect(rolesOn(person, Day.parse(day))).toEqual(roles)
})
