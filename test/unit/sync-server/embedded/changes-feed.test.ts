import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { answerChanges } from '#sync-server/embedded/changes-feed.ts'
import type { CouchRequest } from '#sync-server/embedded/request.ts'

it('tells of a change that was written while it looked for one', async () => {
  const { request, sent } = waitWhile({ writesAt: 2 })
  await answerChanges(request)
  expect(JSON.parse(sent())).toMatchObject({ results: [{ id: 'written' }] })
})

/** A request that waits on a database in which somebody writes after the rows were read and before the reading has ended. */
function waitWhile({ writesAt }: { writesAt: number }): { request: CouchRequest; sent(): string } {
  const notices = new EventEmitter()
  const rows: unknown[] = []
  let reads = 0
  let text = ''
  const pouch = {
    changes: async () => ({ results: [...rows], last_seq: rows.length }),
    async info() {
      reads += 1
      if (reads === writesAt) {
        rows.push({ id: 'written', seq: 1, changes: [{ rev: '1-a' }] })
        notices.emit('write')
      }
      return { update_seq: rows.length }
    },
  }
  const raw = {
    writeHead: () => undefined,
    write: () => undefined,
    end(more = '') {
      text += more
    },
  }
  const request = z.custom<CouchRequest>().parse({
    query: new URLSearchParams({ feed: 'longpoll', timeout: '5000' }),
    gone: new AbortController().signal,
    database: { pouch, epoch: 'abc', notices },
    raw,
  })
  return { request, sent: () => text }
}
