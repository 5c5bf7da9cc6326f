import { expect, test } from 'vitest'
import { Person } from '#core/person/person.ts'
import type { Role } from '#core/person/role.ts'
import { decidersOf } from '#core/reconciliation/deciders-of.ts'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { makeCatalogue, tanAn } from '#test/support/trade-world.ts'

function person(login: string, role: Role, changes: { agency?: string; until?: string } = {}): Person {
  const { agency = tanAn, until = null } = changes
  const roles = [{ role, since: '2025-07-01', until }]
  return Person.parse({
    kind: 'person',
    schemaVersion: 1,
    id: `person:${login}`,
    login,
    name: login,
    title: '',
    phone: `09-${login}`,
    agency,
    roles,
    keys: [],
  })
}

const an = person('an', 'one_stop_official')
const giang = person('giang', 'supervisor')
const hai = person('hai', 'supervisor')
const dung = person('dung', 'leader')
const farOff = person('xa', 'supervisor', { agency: 'h53-27715' })

const work = { receiving: tanAn, holder: null, receivedBy: PersonId.parse('person:an') }
/** Friday, an hour before the office closes; the next day of work is Monday, and Tuesday is a day off. */
const openedAt = Instant.parse('2026-11-20T16:00:00+07:00')

function ask(at: string, people: Person[], changes: Partial<typeof work> | { holder: PersonId } = {}) {
  return decidersOf({ ...work, ...changes }, openedAt, { now: Instant.parse(at), catalogue: makeCatalogue({ people }) })
}

test('the official who received the dossier decides first, a supervisor of the unit stands in', () => {
  const { decider, substitute, mayDecide } = ask('2026-11-20T16:30:00+07:00', [farOff, an, dung, giang])
  expect(decider).toMatchObject({ stage: 'holder', name: 'an', phone: '09-an', since: openedAt })
  expect(substitute).toMatchObject({ name: 'giang', phone: '09-giang' })
  expect([an, giang, dung, farOff].map(({ id }) => mayDecide(id))).toEqual([true, true, false, false])
})

test('who holds the paper now goes before who received it', () => {
  const chi = person('chi', 'specialist')
  expect(ask('2026-11-20T16:30:00+07:00', [an, chi, giang], { holder: chi.id }).decider).toMatchObject({ name: 'chi' })
})

test('after two working hours, not two hours, it passes to the supervisor', () => {
  const people = [an, giang, dung]
  expect(ask('2026-11-21T10:00:00+07:00', people).decider).toMatchObject({ stage: 'holder', name: 'an' })
  const monday = ask('2026-11-23T09:00:00+07:00', people)
  expect(monday.decider).toMatchObject({ stage: 'supervisor', name: 'giang' })
  expect(monday.decider.since > openedAt).toBe(true)
  expect(monday.substitute).toMatchObject({ name: 'dung' })
})

test('another supervisor stands in before a leader does', () => {
  const later = ask('2026-11-25T09:00:00+07:00', [an, dung, giang, hai])
  expect([later.decider.name, later.substitute?.name]).toEqual(['giang', 'hai'])
  expect([giang, hai, dung, an, farOff].map(({ id }) => later.mayDecide(id))).toEqual([true, true, true, true, false])
})

test('a holder who works there no longer is not waited for', () => {
  const gone = person('an', 'one_stop_official', { until: '2026-11-01' })
  expect(ask('2026-11-20T16:05:00+07:00', [gone, giang]).decider).toMatchObject({ stage: 'supervisor', name: 'giang', since: openedAt })
})

test('a unit without supervisor and leader leaves it with the holder; one with nobody says so', () => {
  expect(ask('2026-11-25T09:00:00+07:00', [an])).toMatchObject({ decider: { name: 'an' }, substitute: null })
  expect(ask('2026-11-25T09:00:00+07:00', [farOff])).toMatchObject({ decider: { person: null, name: '' }, substitute: null })
})
