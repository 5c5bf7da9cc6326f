import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { basic } from './couch-client.ts'
import { Changes, grounds, useGround } from './couch-ground.ts'

describe.each(grounds)('$name: writing many, and changes', (ground) => {
  const { origin, plain, user, member, put, bulk, changes } = useGround(ground)

  describe('writing many', () => {
    test('answers each row by itself', async () => {
      const first = await put(`/${plain}/row-a`, { n: 1 })
      const rows = await bulk(plain, [
        { _id: 'row-a', n: 2 },
        { _id: 'row-b', n: 1 },
        { _id: 'row-a', _rev: first.rev, n: 3 },
        { n: 'no id' },
      ])
      expect(rows.map((row) => row.error ?? 'ok')).toEqual(['conflict', 'ok', 'ok', 'ok'])
      expect(rows[0]).toEqual({ id: 'row-a', error: 'conflict', reason: 'Document update conflict.' })
      expect(rows[3]?.id).toMatch(/^[0-9a-f]{32}$/)
    })

    test('takes the same row twice only once', async () => {
      const rows = await bulk(plain, [
        { _id: 'twice', n: 1 },
        { _id: 'twice', n: 2 },
      ])
      expect(rows.map((row) => row.error ?? 'ok').sort()).toEqual(['conflict', 'ok'])
    })

    test('takes replicated revisions again and again without changing anything', async () => {
      const doc = { _id: 'replica', _rev: '3-c', _revisions: { start: 3, ids: ['c', 'b', 'a'] }, n: 1 }
      await bulk(plain, [doc], { new_edits: false })
      const before = (await changes('since=now')).last_seq
      await bulk(plain, [doc], { new_edits: false })
      expect((await changes(`since=${String(before)}`)).results).toEqual([])
      expect((await member('GET', `/${plain}/replica?revs=true`)).body).toMatchObject({ _rev: '3-c', _revisions: { ids: ['c', 'b', 'a'] } })
    })

    test('says which revisions it lacks', async () => {
      const { rev } = await put(`/${plain}/diff`, { n: 1 })
      const answer = await member('POST', `/${plain}/_revs_diff`, { json: { diff: [rev, '2-zz'], absent: ['1-a'] } })
      expect(answer.body).toMatchObject({ diff: { missing: ['2-zz'] }, absent: { missing: ['1-a'] } })
    })

    test('gives many at once, with their history, and says which are missing', async () => {
      const { rev } = await put(`/${plain}/get-a`, { n: 1 })
      const answer = await member('POST', `/${plain}/_bulk_get?revs=true`, {
        json: { docs: [{ id: 'get-a', rev }, { id: 'get-a' }, { id: 'no-such', rev: '1-a' }] },
      })
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({
        results: [
          { id: 'get-a', docs: [{ ok: { _id: 'get-a', _rev: rev, n: 1, _revisions: { start: 1 } } }] },
          { id: 'get-a', docs: [{ ok: { _rev: rev } }] },
          { id: 'no-such', docs: [{ error: { id: 'no-such', rev: '1-a', error: 'not_found', reason: 'missing' } }] },
        ],
      })
    })

    test('lists all, a range, and wanted keys in their order', async () => {
      await bulk(
        plain,
        ['list-1', 'list-2', 'list-3'].map((_id) => ({ _id, n: _id })),
      )
      const range = await member(
        'GET',
        `/${plain}/_all_docs?startkey=${encodeURIComponent('"list-"')}&endkey=${encodeURIComponent('"list-2"')}&include_docs=true`,
      )
      expect(range.body).toMatchObject({ rows: [{ id: 'list-1', doc: { n: 'list-1' } }, { id: 'list-2' }] })
      const keys = await member('POST', `/${plain}/_all_docs`, { json: { keys: ['list-3', 'nope', 'list-1'] } })
      expect(keys.body).toMatchObject({ rows: [{ id: 'list-3' }, { key: 'nope', error: 'not_found' }, { id: 'list-1' }] })
      const limited = await member('GET', `/${plain}/_all_docs?startkey=${encodeURIComponent('"list-"')}&limit=1&skip=1`)
      expect(limited.body).toMatchObject({ rows: [{ id: 'list-2' }] })
    })
  })

  describe('changes', () => {
    test('gives every document once, from where the client stands', async () => {
      const { last_seq } = await changes('since=now')
      const first = await put(`/${plain}/chg-1`, { n: 1 })
      await put(`/${plain}/chg-2`, { n: 1 })
      const second = await put(`/${plain}/chg-1?rev=${first.rev}`, { n: 2 })
      const page = await changes(`since=${String(last_seq)}&include_docs=true`)
      expect(page.results.map((row) => row.id)).toEqual(['chg-2', 'chg-1'])
      expect(page.results[1]).toMatchObject({ changes: [{ rev: second.rev }], doc: { n: 2 } })
      expect((await changes(`since=${String(page.last_seq)}`)).results).toEqual([])
    })

    test('comes in pages that lose and repeat nothing', async () => {
      const { last_seq } = await changes('since=now')
      const ids = Array.from({ length: 7 }, (_, index) => `page-${index}`)
      for (const id of ids) await put(`/${plain}/${id}`, {})
      const seen: string[] = []
      let since = String(last_seq)
      for (let turn = 0; turn < 4; turn++) {
        const page = await changes(`since=${since}&limit=2`)
        seen.push(...page.results.map((row) => row.id))
        since = String(page.last_seq)
        if (turn < 3) expect(page.pending).toBe(7 - seen.length)
      }
      expect(seen).toEqual(ids)
    })

    test('tells deletions, and every leaf when asked', async () => {
      const { last_seq } = await changes('since=now')
      const { rev } = await put(`/${plain}/del`, {})
      await member('DELETE', `/${plain}/del?rev=${rev}`)
      await bulk(
        plain,
        ['p', 'q'].map((leaf) => ({ _id: 'leaves', _rev: `2-${leaf}`, _revisions: { start: 2, ids: [leaf, 'a'] } })),
        { new_edits: false },
      )
      const page = await changes(`since=${String(last_seq)}&style=all_docs`)
      expect(page.results.find((row) => row.id === 'del')).toMatchObject({ deleted: true })
      expect(
        page.results
          .find((row) => row.id === 'leaves')
          ?.changes.map((one) => one.rev)
          .sort(),
      ).toEqual(['2-p', '2-q'])
    })

    test('waits for the next change when asked to, and no longer than the timeout', async () => {
      const { last_seq } = await changes('since=now')
      const waiting = changes(`since=${String(last_seq)}&feed=longpoll&timeout=20000`)
      await put(`/${plain}/longpoll`, {})
      expect((await waiting).results.map((row) => row.id)).toEqual(['longpoll'])
      const empty = await changes('since=now&feed=longpoll&timeout=300')
      expect(empty.results).toEqual([])
    })

    test('streams what comes when asked to', async () => {
      const { last_seq } = await changes('since=now')
      const answer = await fetch(`${origin()}/${plain}/_changes?feed=continuous&since=${String(last_seq)}&heartbeat=500`, {
        headers: basic(user.name, user.password),
      })
      const reader = z.custom<ReadableStream<Uint8Array>>().parse(answer.body).getReader()
      await put(`/${plain}/streamed`, {})
      let text = ''
      while (!text.includes('streamed')) text += Buffer.from((await reader.read()).value ?? []).toString()
      await reader.cancel()
      expect(text).toContain('"id":"streamed"')
    })

    test('gives the wanted documents only', async () => {
      await put(`/${plain}/wanted`, {})
      const answer = await member('POST', `/${plain}/_changes?filter=_doc_ids&since=0`, { json: { doc_ids: ['wanted'] } })
      expect(Changes.parse(answer.body).results.map((row) => row.id)).toEqual(['wanted'])
    })
  })
})
