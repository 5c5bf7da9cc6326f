import { expect, test } from 'vitest'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { openBook, takeBook } from '#core/registers/pass-book.ts'
import type { CentreClient } from '#renderer/data/centre/centre-client.ts'
import { createRegisters } from '#renderer/data/registers/registers.ts'
import { createRights } from '#renderer/data/registers/rights.ts'
import { type DeskPapers, DevicePaper } from '#renderer/data/store/desk-papers.ts'

const at = Instant.parse('2026-11-20T08:00:00+07:00')
const device = DevicePaper.parse({
  kind: 'device',
  device: DeviceId.parse('device:01j00000000000000000000001'),
  deskName: 'Quầy 1',
  agency: AgencySlug.parse('h53-27712'),
  agencyName: 'Ủy ban nhân dân phường Tân An',
  databases: { catalog: 'catalog', cases: 'cases', dossiers: 'd', journal: 'j', pages: 'p' },
  fingerprint: 'pc-1',
  osWrapped: null,
  centreWrapped: null,
  recoveryWrapped: null,
})
const slot = { slot: 1, generation: 1, agencyCode: 'H53.27712', device: device.device, fingerprint: 'pc-1', grantedAt: at, lapsesAt: at }
const free = openBook(device.agency, 'certified_copies', at)
const passed = takeBook(free, { device: device.device, deskName: 'Quầy 1', slot: 1, slotGeneration: 1, by: null, byName: '' }, at)
const taken = passed.ok ? passed.book : free

/** A desk whose server answers each question only when the test lets it. */
function openDesk() {
  const kept = new Map<string, string>()
  const papers: DeskPapers = {
    find: async (id, schema) => (kept.has(id) ? schema.parse(JSON.parse(kept.get(id) ?? '')) : undefined),
    list: async (prefix, schema) => [...kept].flatMap(([id, text]) => (id.startsWith(prefix) ? [schema.parse(JSON.parse(text))] : [])),
    put: async (id, paper) => void kept.set(id, JSON.stringify(paper)),
  }
  const asked: { path: string; answer(body: unknown): void }[] = []
  const centre: CentreClient = {
    ask: (path, schema) =>
      new Promise((resolve) => {
        asked.push({ path, answer: (body) => resolve({ kind: 'ok', value: schema.parse(body), status: 200 }) })
      }),
    bytes: async () => ({ kind: 'unreachable', reason: 'not asked' }),
    changes: () => {
      throw new Error('not asked')
    },
    hangUp: () => undefined,
  }
  const numbering = { held: () => ({ slot, fingerprint: 'pc-1' }) }
  const rights = createRights(papers, { briefs: () => [] }, numbering)
  const registers = createRegisters({ rights, numbering, centre, papers, device: () => device, now: () => Date.parse(at) })
  const book = () => registers.books.get().find((one) => one.register === 'certified_copies')
  return { registers, asked, book }
}

test('a book that has just been taken is not lost to an older list that was asked for before', async () => {
  const { registers, asked, book } = openDesk()
  const refreshing = registers.refresh()
  const taking = registers.take('certified_copies')
  // Whatever is asked at once is answered in the worst order: the newest first.
  const answers: Record<string, unknown> = {
    '/api/registers/report': { books: [free], desks: [] },
    '/api/registers/certified_copies/take': { book: taken },
  }
  const answerNewest = async () => {
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    const question = asked.pop()
    question?.answer(answers[question.path])
  }
  await new Promise(setImmediate)
  await answerNewest()
  await answerNewest()
  await Promise.all([refreshing, taking])
  expect(book()).toMatchObject({ here: true, lost: false })
})

test('a book whose granting was never heard of here may be asked for again', async () => {
  const { registers, asked, book } = openDesk()
  const refreshing = registers.refresh()
  await expect.poll(() => asked.length).toBe(1)
  asked.pop()?.answer({ books: [taken], desks: [] })
  await refreshing
  expect(book()).toMatchObject({ here: false, offered: true })
})
