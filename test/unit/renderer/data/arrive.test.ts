import { expect, test } from 'vitest'
import { type Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { CaseId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { acknowledgedMark, editedMark, type HeldDossier, isHeldBack } from '#renderer/data/dossiers/held-dossier.ts'
import { arriveDossier, type Meeting } from '#renderer/data/sync/arrive.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const caseId = CaseId.parse('case:01M3250V040000000000000000')
const meeting: Meeting = {
  epochMs: Date.parse('2026-11-22T10:00:00+07:00'),
  opening: () => ({ id: caseId, by: PersonId.parse('person:an.nt'), byName: 'Nguyễn Thị An', deskName: 'Quầy 2' }),
  deskOf: (event) => (event === record.lastEvent ? 'Quầy 7' : ''),
}
const change = { author: PersonId.parse('person:an.nt'), since: Instant.parse('2026-11-22T09:00:00+07:00') }

function clean(record: Dossier, rev = '1-a'): HeldDossier {
  return { record, mark: acknowledgedMark(rev), pendingEvents: [], attachments: null, aside: null }
}

function edited(held: HeldDossier, fields: Partial<Dossier>): HeldDossier {
  return { ...held, record: { ...held.record, ...fields }, mark: editedMark(held, change) }
}

function wire(record: Dossier, rev: string) {
  return { ...record, _id: record.id, _rev: rev }
}

const record = makeDossier()

test('a dossier that this desk did not have is simply there', () => {
  expect(arriveDossier(undefined, wire(record, '1-a'), meeting)).toMatchObject({
    kind: 'changed',
    held: { mark: { state: 'acknowledged', rev: '1-a' } },
  })
})

test('a change that has been seen changes nothing', () => {
  expect(arriveDossier(clean(record), wire(record, '1-a'), meeting)).toEqual({ kind: 'nothing' })
})

test('a dossier that nobody edited here becomes the one of the centre', () => {
  const arrived = arriveDossier(clean(record), wire({ ...record, subject: 'mới' }, '2-b'), meeting)
  expect(arrived).toMatchObject({ kind: 'changed', held: { record: { subject: 'mới' }, mark: { state: 'acknowledged', rev: '2-b' } } })
})

test('an unsent edit takes in what the centre changed elsewhere and is still to be sent', () => {
  const arrived = arriveDossier(edited(clean(record), { subject: 'của tôi' }), wire({ ...record, sets: 2 }, '2-b'), meeting)
  expect(arrived).toMatchObject({
    kind: 'changed',
    held: { record: { subject: 'của tôi', sets: 2 }, mark: { state: 'local', rev: '2-b', base: { sets: 2 } } },
  })
})

test('a refused edit takes in what the centre changed and stays refused', () => {
  const mine = edited(clean(record), { subject: 'của tôi' })
  const refusal = { code: 'forbidden' as const, reason: 'role-missing', at: change.since }
  const arrived = arriveDossier(
    { ...mine, mark: { ...mine.mark, state: 'refused', refusal } },
    wire({ ...record, sets: 2 }, '2-b'),
    meeting,
  )
  expect(arrived).toMatchObject({ kind: 'changed', held: { record: { subject: 'của tôi', sets: 2 }, mark: { state: 'refused', refusal } } })
})

test('where both changed the same legal field theirs counts for now, a case keeps all three, and it goes with the next push', () => {
  const { applicant } = record
  const mine = edited(clean(record), { applicant: { ...applicant, name: 'CỦA TÔI' }, sets: 3 })
  const theirs = { ...record, applicant: { ...applicant, name: 'CỦA HỌ' } }
  const arrived = arriveDossier(mine, wire(theirs, '2-b'), meeting)
  expect(arrived).toMatchObject({
    kind: 'changed',
    held: {
      record: {
        applicant: { name: 'CỦA HỌ' },
        sets: 3,
        cases: [
          {
            id: caseId,
            kind: 'fields',
            opened: { by: 'person:an.nt', deskName: 'Quầy 2' },
            mine: { deskName: 'Quầy 2', rev: null },
            theirs: { deskName: 'Quầy 7', rev: '2-b' },
            fields: [{ path: 'applicant.name', fieldClass: 'legal', base: applicant.name, mine: 'CỦA TÔI', theirs: 'CỦA HỌ' }],
            settled: null,
          },
        ],
      },
      mark: { state: 'local', rev: '2-b', refusal: null, base: { applicant: { name: 'CỦA HỌ' } } },
      aside: null,
    },
  })
  if (arrived.kind !== 'changed') return
  expect(arrived.facts.map(({ type }) => type)).toContain('caseOpened')
  expect(arriveDossier(arrived.held, wire(theirs, '2-b'), meeting)).toEqual({ kind: 'nothing' })
})

test('an edit that was sent without an answer comes back as our own: what was changed since is no dispute', () => {
  const sent = edited(clean(record), { subject: 'lần một' })
  const since = edited(sent, { subject: 'lần hai' })
  const arrived = arriveDossier(since, wire(sent.record, '2-b'), meeting)
  expect(arrived).toMatchObject({
    kind: 'changed',
    held: { record: { subject: 'lần hai' }, mark: { state: 'local', rev: '2-b' } },
    facts: [],
  })
  if (arrived.kind === 'changed') expect(arrived.held.record.cases).toBeUndefined()
})

test('the version of a newer build stands aside as it came while our unsent edit waits, and is merged once this build can read it', () => {
  const mine = edited(clean(record), { subject: 'của tôi' })
  const newer = { ...wire(record, '2-b'), schemaVersion: dossierSchemaVersion + 1, tomorrow: { deep: [1] } }
  const arrived = arriveDossier(mine, newer, meeting)
  expect(arrived).toMatchObject({
    held: { record: { subject: 'của tôi' }, mark: { state: 'refused', refusal: { code: 'newer_schema' }, rev: '1-a' } },
  })
  if (arrived.kind !== 'changed') return
  const { _id, _rev, ...body } = newer
  expect(arrived.held.aside).toEqual({ rev: '2-b', body })
  expect(isHeldBack(arrived.held)).toBe(true)
  expect(arriveDossier(arrived.held, newer, meeting)).toEqual({ kind: 'nothing' })
  const readable = { ...newer, _rev: '3-c', schemaVersion: dossierSchemaVersion }
  expect(arriveDossier(arrived.held, readable, meeting)).toMatchObject({
    held: { record: { subject: 'của tôi', tomorrow: { deep: [1] } }, mark: { state: 'local', rev: '3-c', refusal: null }, aside: null },
  })
})

test('a version that is no dossier any more stands aside of a clean one, which is shown as it was', () => {
  const broken = { _id: record.id, _rev: '2-b', kind: 'dossier', schemaVersion: dossierSchemaVersion + 1, id: record.id }
  const arrived = arriveDossier(clean(record), broken, meeting)
  expect(arrived).toMatchObject({
    held: { record: { code: record.code }, mark: { state: 'acknowledged', rev: '1-a' }, aside: { rev: '2-b' } },
  })
  if (arrived.kind === 'changed') expect(isHeldBack(arrived.held)).toBe(true)
})

test('what an older build left refused as a conflict is merged by this one', () => {
  const mine = edited(clean(record), { subject: 'của tôi' })
  const refusal = { code: 'conflict' as const, reason: 'subject', at: change.since }
  const before = { ...mine, mark: { ...mine.mark, state: 'refused' as const, refusal } }
  expect(arriveDossier(before, wire({ ...record, sets: 2 }, '2-b'), meeting)).toMatchObject({
    held: { record: { subject: 'của tôi', sets: 2 }, mark: { state: 'local', refusal: null } },
  })
})

test('a document that this build cannot read is told apart and never shown half', () => {
  expect(arriveDossier(undefined, { _id: record.id, _rev: '1-a', kind: 'dossier', schemaVersion: 9 }, meeting)).toEqual({ kind: 'unread' })
})
