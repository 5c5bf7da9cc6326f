import { expect, test } from 'vitest'
import type { Dossier } from '#core/dossier/dossier.ts'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { acknowledgedMark, editedMark, type HeldDossier } from '#renderer/data/dossiers/held-dossier.ts'
import { arriveDossier } from '#renderer/data/sync/arrive.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const now = Date.parse('2026-11-22T10:00:00+07:00')
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
  expect(arriveDossier(undefined, wire(record, '1-a'), now)).toMatchObject({
    kind: 'changed',
    held: { mark: { state: 'acknowledged', rev: '1-a' } },
  })
})

test('a change that has been seen changes nothing', () => {
  expect(arriveDossier(clean(record), wire(record, '1-a'), now)).toEqual({ kind: 'nothing' })
})

test('a dossier that nobody edited here becomes the one of the centre', () => {
  const arrived = arriveDossier(clean(record), wire({ ...record, subject: 'mới' }, '2-b'), now)
  expect(arrived).toMatchObject({ kind: 'changed', held: { record: { subject: 'mới' }, mark: { state: 'acknowledged', rev: '2-b' } } })
})

test('an unsent edit takes in what the centre changed elsewhere and is still to be sent', () => {
  const arrived = arriveDossier(edited(clean(record), { subject: 'của tôi' }), wire({ ...record, sets: 2 }, '2-b'), now)
  expect(arrived).toMatchObject({
    kind: 'changed',
    held: { record: { subject: 'của tôi', sets: 2 }, mark: { state: 'local', rev: '2-b', base: { sets: 2 } } },
  })
})

test('a refused edit takes in what the centre changed and stays refused', () => {
  const mine = edited(clean(record), { subject: 'của tôi' })
  const refusal = { code: 'forbidden' as const, reason: 'role-missing', at: change.since }
  const arrived = arriveDossier({ ...mine, mark: { ...mine.mark, state: 'refused', refusal } }, wire({ ...record, sets: 2 }, '2-b'), now)
  expect(arrived).toMatchObject({ kind: 'changed', held: { record: { subject: 'của tôi', sets: 2 }, mark: { state: 'refused', refusal } } })
})

test('where both changed the same field ours stays, theirs stands beside it, and it is asked again after an edit', () => {
  const mine = edited(clean(record), { subject: 'của tôi' })
  const theirs = wire({ ...record, subject: 'của họ' }, '2-b')
  const arrived = arriveDossier(mine, theirs, now)
  expect(arrived).toMatchObject({
    kind: 'changed',
    held: {
      record: { subject: 'của tôi' },
      aside: { rev: '2-b', body: { subject: 'của họ' } },
      mark: { state: 'refused', refusal: { code: 'conflict' } },
    },
  })
  if (arrived.kind !== 'changed') return
  expect(arriveDossier(arrived.held, theirs, now)).toEqual({ kind: 'nothing' })
  const agreed = {
    ...arrived.held,
    record: { ...arrived.held.record, subject: 'của họ' },
    mark: { ...arrived.held.mark, state: 'local' as const },
  }
  expect(arriveDossier(agreed, theirs, now)).toMatchObject({ kind: 'changed', held: { mark: { state: 'acknowledged' }, aside: null } })
})

test('a document that this build cannot read is told apart and never shown half', () => {
  expect(arriveDossier(undefined, { _id: record.id, _rev: '1-a', kind: 'dossier', schemaVersion: 9 }, now)).toEqual({ kind: 'unread' })
})
