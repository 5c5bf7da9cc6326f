import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeDossier, makeEvent, makePage, moveDossier } from './centre-records.ts'
import { outcome } from './couch-client.ts'
import { grounds, png, useGround } from './couch-ground.ts'

describe.each(grounds)('$name: rules and bad requests', (ground) => {
  const { plain, agency, admin, member, put, bulk } = useGround(ground)

  describe('rules', () => {
    const write = async (database: string, doc: unknown): Promise<string> => {
      const [row] = await bulk(database, [doc])
      return row?.error === undefined ? 'ok' : `${row.error}: ${row.reason}`
    }

    test('takes a dossier of an author who holds the role, refuses the neighbour of one who does not', async () => {
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:cu.nv', byName: 'Cũ', role: 'one_stop_official' }
      const rows = await bulk(agency.dossiers, [makeDossier(), makeDossier({ updated }), makeDossier()])
      expect(rows.map((row) => (row.error === undefined ? 'ok' : `${row.error}: ${row.reason}`))).toEqual([
        'ok',
        'forbidden: role-missing: one_stop_official',
        'ok',
      ])
    })

    test('refuses an author nobody knows', async () => {
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:la.ai', byName: 'Lạ', role: 'one_stop_official' }
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('forbidden: author-unknown: person:la.ai')
    })

    test('refuses what is no dossier', async () => {
      expect(await write(agency.dossiers, { _id: 'x' })).toBe('forbidden: field-invalid: kind')
      expect(await write(agency.dossiers, makeDossier({ code: 'x' }))).toBe('forbidden: field-invalid: code')
      expect(await write(agency.dossiers, makeDossier({ id: 'dossier:other' }))).toBe('forbidden: field-invalid: id')
    })

    test('takes the steps that the law knows and refuses the others', async () => {
      const dossier = makeDossier()
      const made = await put(`/${agency.dossiers}/${dossier._id}`, dossier)
      const forwarded = moveDossier({ ...dossier, _rev: made.rev }, { status: 4, stage: 'examining', role: 'one_stop_official' })
      const [first] = await bulk(agency.dossiers, [forwarded])
      expect(first).toMatchObject({ ok: true })
      const back = moveDossier({ ...forwarded, _rev: first?.rev }, { status: 3, role: 'one_stop_official' })
      expect(await write(agency.dossiers, { ...back, refusal: {} })).toBe('forbidden: transition-forbidden: 4 → 3')
      const numbered = moveDossier({ ...forwarded, _rev: first?.rev }, { status: 9, by: 'person:chi.lt', role: 'specialist' })
      expect(await write(agency.dossiers, { ...numbered, decision: {}, result: {} })).toBe('forbidden: role-missing: specialist → 9')
      expect(await write(agency.dossiers, { _id: dossier._id, _rev: first?.rev, _deleted: true })).toBe('forbidden: dossier-never-deleted')
    })

    test('judges replicated revisions too', async () => {
      const dossier = makeDossier({ code: 'x' })
      const rows = await bulk(agency.dossiers, [{ ...dossier, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } }], { new_edits: false })
      expect(rows).toMatchObject([{ id: dossier._id, error: 'forbidden' }])
      expect((await member('GET', `/${agency.dossiers}/${dossier._id}`)).status).toBe(404)
    })

    test('keeps the journal as it was written', async () => {
      const event = makeEvent()
      const made = await put(`/${agency.journal}/${event._id}`, event)
      expect(await write(agency.journal, { ...event, _rev: made.rev, note: 'khác' })).toBe('forbidden: event-unchangeable')
      expect(await write(agency.journal, { _id: event._id, _rev: made.rev, _deleted: true })).toBe('forbidden: event-unchangeable')
      expect(await write(agency.journal, makeEvent({ author: 'person:la.ai' }))).toBe('forbidden: author-unknown: person:la.ai')
    })

    test('takes a page once, under the name of its bytes', async () => {
      const page = makePage(png)
      expect(await write(agency.pages, page)).toBe('ok')
      expect(await write(agency.pages, page)).toBe('conflict: Document update conflict.')
      expect(await write(agency.pages, makePage(randomBytes(10), { mediaType: 'text/html' }))).toBe('forbidden: field-invalid: mediaType')
      expect(await write(agency.pages, makePage(randomBytes(10), { _attachments: {} }))).toBe('forbidden: field-invalid: _attachments')
    })

    test('answers a single refused document with 403 and the reason', async () => {
      expect(outcome(await member('PUT', `/${agency.dossiers}/x`, { json: {} }))).toBe('403 forbidden: field-invalid: kind')
    })

    test('follows a change of authors at once', async () => {
      const security = z
        .looseObject({ authors: z.record(z.string(), z.unknown()) })
        .parse((await admin('GET', `/${agency.dossiers}/_security`)).body)
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:moi.nt', byName: 'Mới', role: 'one_stop_official' }
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('forbidden: author-unknown: person:moi.nt')
      const authors = { ...security.authors, 'person:moi.nt': { roles: [{ role: 'one_stop_official', since: '2026-01-01', until: null }] } }
      await admin('PUT', `/${agency.dossiers}/_security`, { json: { ...security, authors } })
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('ok')
    })
  })

  describe('bad requests', () => {
    test.each<[string, string, string, string, Record<string, string>, RegExp]>([
      ['torn JSON', 'POST', '/_bulk_docs', '{"docs":', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['no list of documents', 'POST', '/_bulk_docs', '{}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['documents that are none', 'POST', '/_bulk_docs', '{"docs":[1]}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a type that is not JSON', 'POST', '/_bulk_docs', '{"docs":[]}', { 'content-type': 'text/plain' }, /^415 bad_content_type/],
      ['an unknown special member', 'PUT', '/bad1', '{"_foo":1}', { 'content-type': 'application/json' }, /^400 doc_validation/],
      ['a reserved id', 'PUT', '/_foo', '{}', { 'content-type': 'application/json' }, /^4\d\d /],
      ['a revision that is none', 'PUT', '/bad2?rev=zzz', '{}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a list for a document', 'PUT', '/bad3', '[]', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a bad sequence', 'GET', '/_changes?since=zzz', '', {}, /^400 bad_request/],
      ['a bad limit', 'GET', '/_all_docs?limit=zzz', '', {}, /^400 query_parse_error/],
      ['bad keys', 'POST', '/_all_docs', '{"keys":1}', { 'content-type': 'application/json' }, /^400 bad_request/],
    ])('answers %s with a code and without a stack', async (_name, method, path, text, headers, expected) => {
      const answer = await member(method, `/${plain}${path}`, { ...(text === '' ? {} : { bytes: Buffer.from(text) }), headers })
      expect(outcome(answer)).toMatch(expected)
      expect(answer.bytes.toString()).not.toMatch(/\bat .*\(.*:\d+/)
    })
  })
})
