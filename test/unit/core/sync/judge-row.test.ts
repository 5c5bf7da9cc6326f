import { expect, test } from 'vitest'
import { judgeRow } from '#core/sync/judge-row.ts'

test('a row with a revision is acknowledged', () => {
  expect(judgeRow({ ok: true, id: 'x', rev: '1-a' })).toEqual({ kind: 'acknowledged', rev: '1-a' })
})

test('a forbidden row is refused in the words of the centre', () => {
  expect(judgeRow({ id: 'x', error: 'forbidden', reason: 'role-missing: leader' })).toEqual({
    kind: 'refused',
    code: 'forbidden',
    reason: 'role-missing: leader',
  })
})

test('a conflict is no refusal: the two versions are merged first', () => {
  expect(judgeRow({ id: 'x', error: 'conflict', reason: 'Document update conflict.' })).toEqual({ kind: 'conflict' })
})

test('a fault of the server is tried again later, for it says nothing of the record', () => {
  expect(judgeRow({ id: 'x', error: 'internal_server_error', reason: null })).toMatchObject({ kind: 'later' })
})

test('a row that is missing from the answer never counts as written', () => {
  expect(judgeRow(undefined)).toMatchObject({ kind: 'later' })
  expect(judgeRow({ id: 'x', ok: true })).toMatchObject({ kind: 'later' })
})

test('an error nobody knows is kept as a refusal, not retried for ever', () => {
  expect(judgeRow({ id: 'x', error: 'something_new', reason: 'why' })).toEqual({ kind: 'refused', code: 'unknown', reason: 'why' })
})
