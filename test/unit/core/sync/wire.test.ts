import { expect, test } from 'vitest'
import { fromWire, toWire } from '#core/sync/wire.ts'

test('a document goes back with the attachment stubs and unknown fields that it came with', () => {
  const document = { _id: 'x', _rev: '2-b', _attachments: { scan: { stub: true, digest: 'md5-1' } }, subject: 'a', ofTomorrow: [1] }
  expect(toWire(fromWire(document))).toEqual(document)
})

test('nothing that begins with an underscore gets into the record', () => {
  expect(fromWire({ _id: 'x', _rev: '1-a', _conflicts: ['1-b'], subject: 'a' }).body).toEqual({ subject: 'a' })
})

test('a record that the centre has never seen goes without a revision', () => {
  expect(toWire({ id: 'x', rev: null, body: { subject: 'a' }, attachments: null })).toEqual({ _id: 'x', subject: 'a' })
})
