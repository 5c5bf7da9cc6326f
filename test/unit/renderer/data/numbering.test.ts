import { expect, test } from 'vitest'
import { DeviceId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { createShelf } from '#renderer/data/dossiers/shelf.ts'
import type { Shelved } from '#renderer/data/dossiers/shelf-memory.ts'
import { createSource } from '#renderer/data/live.ts'
import { createNumbering } from '#renderer/data/numbering/numbering.ts'
import type { DeskPapers } from '#renderer/data/store/desk-papers.ts'
import type { SealedTable } from '#renderer/data/store/sealed-table.ts'

const noTable = {} as SealedTable<Shelved>
const fingerprint = 'f'.repeat(64)
const start = Date.parse('2026-11-20T10:00:00+07:00')
const dayMs = 86_400_000

/** Numbering whose slot has issued up to a day, on a clock that the test sets. */
async function numberingThatReached(day: string, nowMs: number, shown = fingerprint) {
  const slot = {
    slot: 3,
    generation: 1,
    agencyCode: 'H53.27712',
    device: DeviceId.parse('device:01m80ebtrqv67dbtms985tffp1'),
    fingerprint,
    grantedAt: toInstant(start),
    lapsesAt: toInstant(start + 90 * dayMs),
  }
  const papers = new Map<string, unknown>([
    ['slot', { kind: 'slot', slot }],
    ['highWater', { kind: 'highWater', slot: 3, generation: 1, highWater: { day, counter: 7 } }],
  ])
  const deskPapers: DeskPapers = {
    find: async (id, schema) => (papers.has(id) ? schema.parse(papers.get(id)) : undefined),
    list: async () => [],
    put: async () => undefined,
  }
  const numbering = createNumbering(deskPapers, createShelf(noTable, { find: async () => undefined, put: async () => undefined }), {
    now: () => nowMs,
    minute: createSource(0),
  })
  await numbering.load(shown)
  return numbering
}

test('a clock one day behind the last number is no problem, because the next number is still issued', async () => {
  const numbering = await numberingThatReached('2026-11-23', start + 2 * dayMs)
  expect(numbering.status.get().problem).toBeNull()
  expect(numbering.next(toInstant(start + 2 * dayMs)).issued).toMatchObject({ day: '2026-11-23', counter: 8 })
})

test('a clock two days behind the last number is said to be set back', async () => {
  const numbering = await numberingThatReached('2026-11-24', start + 2 * dayMs)
  expect(numbering.status.get().problem).toBe('clock_set_back')
  expect(() => numbering.next(toInstant(start + 2 * dayMs))).toThrow('clock-set-back')
})

test('a slot of other hardware is shown as none', async () => {
  const numbering = await numberingThatReached('2026-11-20', start, 'g'.repeat(64))
  expect(numbering.status.get().problem).toBe('no_slot')
})
