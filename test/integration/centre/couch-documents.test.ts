import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outcome } from './couch-client.ts'
import { grounds, png, useGround } from './couch-ground.ts'

describe.each(grounds)('$name: documents and attachments', (ground) => {
  const { plain, member, put, bulk, changes } = useGround(ground)

  describe('documents', () => {
    test('writes, reads, changes and deletes a document by its revision', async () => {
      const first = await put(`/${plain}/one`, { tên: 'Nguyễn Văn Thử' })
      expect(first.rev).toMatch(/^1-/)
      expect((await member('GET', `/${plain}/one`)).body).toEqual({ _id: 'one', _rev: first.rev, tên: 'Nguyễn Văn Thử' })
      const second = await put(`/${plain}/one?rev=${first.rev}`, { n: 2 })
      const deleted = await member('DELETE', `/${plain}/one?rev=${second.rev}`)
      expect(outcome(deleted)).toBe('200')
      expect(outcome(await member('GET', `/${plain}/one`))).toBe('404 not_found: deleted')
      expect(outcome(await member('GET', `/${plain}/never`))).toBe('404 not_found: missing')
    })

    test('refuses an old revision and an insert over a document that is there', async () => {
      const first = await put(`/${plain}/two`, { n: 1 })
      await put(`/${plain}/two?rev=${first.rev}`, { n: 2 })
      const late = await member('PUT', `/${plain}/two?rev=${first.rev}`, { json: { n: 3 } })
      expect(outcome(late)).toBe('409 conflict: Document update conflict.')
      expect(outcome(await member('PUT', `/${plain}/two`, { json: { n: 3 } }))).toBe(outcome(late))
    })

    test('lets a deleted document be made again', async () => {
      const first = await put(`/${plain}/phoenix`, { n: 1 })
      await member('DELETE', `/${plain}/phoenix?rev=${first.rev}`)
      const again = await put(`/${plain}/phoenix`, { n: 2 })
      expect(again.rev).toMatch(/^3-/)
    })

    test('takes a change to a document that it has lost, and says 404 where nothing is to delete', async () => {
      const kept = await put(`/${plain}/lost?rev=4-${'a'.repeat(32)}`, { n: 5 })
      expect(kept.rev).toMatch(/^5-/)
      expect((await member('GET', `/${plain}/lost`)).body).toMatchObject({ n: 5 })
      expect(outcome(await member('DELETE', `/${plain}/nothing`))).toBe('404 not_found: missing')
      expect(outcome(await member('DELETE', `/${plain}/nothing?rev=1-${'a'.repeat(32)}`))).toBe('404 not_found: missing')
    })

    test('keeps ids with colons, slashes and letters outside ASCII', async () => {
      for (const id of ['dossier:01ABC', 'a/b', 'hồ sơ']) {
        await put(`/${plain}/${encodeURIComponent(id)}`, { n: 1 })
        expect((await member('GET', `/${plain}/${encodeURIComponent(id)}`)).body).toMatchObject({ _id: id, n: 1 })
      }
    })

    test('tells the history of revisions and the conflicting ones', async () => {
      const docs = [
        { _id: 'tree', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] }, n: 'b' },
        { _id: 'tree', _rev: '2-c', _revisions: { start: 2, ids: ['c', 'a'] }, n: 'c' },
      ]
      expect(await bulk(plain, docs, { new_edits: false })).toEqual([])
      const read = await member('GET', `/${plain}/tree?revs=true&conflicts=true`)
      expect(read.body).toEqual({ _id: 'tree', _rev: '2-c', n: 'c', _revisions: { start: 2, ids: ['c', 'a'] }, _conflicts: ['2-b'] })
      expect((await member('GET', `/${plain}/tree?rev=2-b`)).body).toMatchObject({ n: 'b' })
      const leaves = z
        .array(z.object({ ok: z.looseObject({ _rev: z.string() }) }))
        .parse((await member('GET', `/${plain}/tree?open_revs=all`)).body)
      expect(leaves.map((leaf) => leaf.ok._rev).sort()).toEqual(['2-b', '2-c'])
      const some = await member('GET', `/${plain}/tree?open_revs=${encodeURIComponent('["2-b","9-z"]')}`)
      // In no order: CouchDB answers what it has before what it has not, or the other way round.
      expect(some.body).toHaveLength(2)
      expect(some.body).toContainEqual({ missing: '9-z' })
      expect(some.body).toContainEqual({ ok: expect.objectContaining({ _rev: '2-b' }) })
    })

    test('settles a conflict when the losing leaf is deleted', async () => {
      const docs = ['x', 'y'].map((leaf) => ({ _id: 'settle', _rev: `2-${leaf}`, _revisions: { start: 2, ids: [leaf, 'a'] } }))
      await bulk(plain, docs, { new_edits: false })
      expect((await bulk(plain, [{ _id: 'settle', _rev: '2-x', _deleted: true }]))[0]).toMatchObject({ ok: true })
      expect((await member('GET', `/${plain}/settle?conflicts=true`)).body).toEqual({ _id: 'settle', _rev: '2-y' })
    })

    test('keeps local documents out of everything else', async () => {
      await put(`/${plain}/_local/checkpoint`, { seq: '5' })
      expect((await member('GET', `/${plain}/_local/checkpoint`)).body).toMatchObject({ seq: '5' })
      const all = z
        .looseObject({ rows: z.array(z.looseObject({ id: z.string() })) })
        .parse((await member('GET', `/${plain}/_all_docs`)).body)
      expect(all.rows.filter((row) => row.id.startsWith('_local'))).toEqual([])
      expect((await changes('since=0')).results.filter((row) => row.id.startsWith('_local'))).toEqual([])
    })
  })

  describe('attachments', () => {
    test('keeps bytes and names them by MD5', async () => {
      const { rev } = await put(`/${plain}/scan`, { n: 1 })
      const answer = await member('PUT', `/${plain}/scan/bytes?rev=${rev}`, { bytes: png, headers: { 'content-type': 'image/png' } })
      expect(outcome(answer)).toBe('201')
      const digest = `md5-${createHash('md5').update(png).digest('base64')}`
      expect((await member('GET', `/${plain}/scan`)).body).toMatchObject({
        n: 1,
        _attachments: { bytes: { content_type: 'image/png', digest, length: png.length, stub: true } },
      })
      const read = await member('GET', `/${plain}/scan/bytes`)
      expect(read.bytes.equals(png)).toBe(true)
      expect(read.headers.get('content-type')).toBe('image/png')
    })

    test('keeps a scan when its document is changed with a stub, and drops it without (M1)', async () => {
      const made = await put(`/${plain}/stub`, { _attachments: { bytes: { content_type: 'image/png', data: png.toString('base64') } } })
      const read = z.looseObject({ _rev: z.string() }).parse((await member('GET', `/${plain}/stub`)).body)
      const kept = await put(`/${plain}/stub`, { ...read, n: 2 })
      expect(kept.rev).not.toBe(made.rev)
      expect((await member('GET', `/${plain}/stub/bytes`)).bytes.equals(png)).toBe(true)
      await put(`/${plain}/stub?rev=${kept.rev}`, { n: 3 })
      expect((await member('GET', `/${plain}/stub/bytes`)).status).toBe(404)
    })

    test('gives attachments inside a document when asked', async () => {
      await put(`/${plain}/inline`, { _attachments: { bytes: { content_type: 'image/png', data: png.toString('base64') } } })
      expect((await member('GET', `/${plain}/inline?attachments=true`)).body).toMatchObject({
        _attachments: { bytes: { data: png.toString('base64') } },
      })
      const bulkGet = await member('POST', `/${plain}/_bulk_get?attachments=true`, { json: { docs: [{ id: 'inline' }] } })
      expect(bulkGet.body).toMatchObject({ results: [{ docs: [{ ok: { _attachments: { bytes: { data: png.toString('base64') } } } }] }] })
    })

    test('refuses a stub of bytes that it does not have', async () => {
      const answer = await member('PUT', `/${plain}/no-bytes`, {
        json: {
          _attachments: { bytes: { stub: true, content_type: 'image/png', digest: 'md5-AAAAAAAAAAAAAAAAAAAAAA==', length: 3, revpos: 1 } },
        },
      })
      expect(answer.status).toBe(412)
    })
  })
})
