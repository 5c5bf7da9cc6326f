import { expect, test } from 'vitest'
import { nextInChain } from '#core/day-close/close-chain.ts'
import { DayClose } from '#core/day-close/day-close.ts'
import { computeClose } from '#core/day-close/day-figures.ts'
import { PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import type { CentreClient } from '#renderer/data/centre/centre-client.ts'
import { createCloseShelf, type MarkedClose } from '#renderer/data/day-close/close-shelf.ts'
import { pushCloses } from '#renderer/data/day-close/push-closes.ts'
import { newMark } from '#renderer/data/dossiers/held-dossier.ts'
import { createDelivered } from '#renderer/data/sync/delivered.ts'
import { createFlight } from '#renderer/data/sync/flight.ts'
import { confirmCloses } from '#renderer/data/sync/levels.ts'
import { createLink } from '#renderer/data/sync/link.ts'
import { createPlace } from '#renderer/data/sync/place.ts'
import { closeDevice } from '#test/support/close-events.ts'

const day = Day.parse('2026-11-20')
const at = Instant.parse('2026-11-20T17:00:00+07:00')
const close = DayClose.parse({
  kind: 'dayClose',
  schemaVersion: 1,
  id: 'close:01JD0000000000000000000001',
  agency: 'h53-27712',
  device: closeDevice,
  deskName: 'Quầy 1',
  at,
  author: 'person:an.nt',
  authorName: 'An',
  role: 'one_stop_official',
  ...computeClose({ day, after: null, events: [], reached: [] }),
  day,
  explanations: [],
  chain: nextInChain(null),
  keyId: 'device-key:1',
  signature: 'x',
})

function openShelf() {
  const stored: MarkedClose[] = []
  const shelf = createCloseShelf({
    async putMany(records) {
      stored.push(...records.map(({ body }) => body))
    },
    listAll: async () => stored,
  })
  return { shelf, stored }
}

const own = { close, mark: newMark({ author: PersonId.parse('person:an.nt'), since: at }) }
const wire = { _id: close.id, _rev: '1-a', ...close }
const standings = ({ shelf }: ReturnType<typeof openShelf>) => shelf.live.get().map(({ mark }) => [mark.state, mark.at ?? 'province'])

type Served = { path: string; body: unknown }

/** A desk's line to a server that answers what the test says. */
function openLine(serve: (asked: Served) => unknown) {
  const asked: string[] = []
  const centre: CentreClient = {
    async ask(path, schema, request) {
      asked.push(path)
      return { kind: 'ok', status: 200, value: schema.parse(serve({ path, body: request?.body })) }
    },
    bytes: async () => ({ kind: 'unreachable', reason: 'no pages here' }),
    changes: () => {
      throw new Error('no notices here')
    },
    hangUp: () => undefined,
  }
  return { centre, asked }
}

test('a close that only the office’s hub has taken says so until the province has it', async () => {
  const opened = openShelf()
  const { shelf } = opened
  await shelf.put([own])
  const atProvince = new Set<string>()
  const { centre, asked } = openLine(({ path }) =>
    path === '/api/acknowledged' ? { held: [...atProvince], refused: [] } : [{ id: close.id, ok: true, rev: '1-a' }],
  )
  const [link, now] = [createLink(() => 0), () => 0]
  const delivered = createDelivered(now, () => 'office')
  const place = createPlace(centre, link)
  const parts = { centre, link, place, delivered, flight: createFlight(), closes: shelf, now }
  let published = 0
  const deviceKey = {
    publish: async () => {
      published += 1
    },
  }

  await pushCloses({ ...parts, deviceKey }, 'journal')
  expect(standings(opened)).toEqual([['acknowledged', 'office']])
  expect([shelf.unsent(), shelf.atOffice().length]).toEqual([[], 1])
  expect(delivered.list.get()).toMatchObject([{ kind: 'close', at: 'office' }])
  await confirmCloses(parts, { journal: 'journal' })
  expect(standings(opened)).toEqual([['acknowledged', 'office']])
  atProvince.add(close.id)
  await confirmCloses(parts, { journal: 'journal' })
  expect(standings(opened)).toEqual([['acknowledged', 'province']])
  expect(delivered.list.get()).toMatchObject([{ kind: 'close', at: 'province' }])

  // Nothing is sent twice, but the centre may not have been told the key yet.
  await pushCloses({ ...parts, deviceKey }, 'journal')
  expect(asked.filter((path) => path.endsWith('_bulk_docs'))).toHaveLength(1)
  expect(published).toBe(2)
})

test('a close that comes with a journal is where that journal is, and what the province has stays the province’s', async () => {
  const opened = openShelf()
  const { shelf } = opened
  for (const [level, standing] of [
    ['office', 'office'],
    ['province', 'province'],
    ['office', 'province'],
  ] as const) {
    await shelf.arrived([wire], level)
    expect(standings(opened)).toEqual([['acknowledged', standing]])
  }
})
