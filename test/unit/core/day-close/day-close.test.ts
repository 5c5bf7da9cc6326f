import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCloseFaults, hashOfClose, nextInChain } from '#core/day-close/close-chain.ts'
import { DayClose } from '#core/day-close/day-close.ts'
import { computeClose, firstOpenDay, missingOf } from '#core/day-close/day-figures.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import { formatDossierCode } from '#core/numbering/dossier-code.ts'
import { Day, dayOf, toInstant } from '#core/record/instant.ts'
import { closeDevice, makeCloseEvent } from '#test/support/close-events.ts'

const day = (text: string) => Day.parse(text)
const at = (text: string) => Date.parse(`${text}:00+07:00`)
const code = (onDay: string, counter: number, slot = 1) => formatDossierCode({ agencyCode: 'H53.27712', day: day(onDay), slot, counter })
const cash = (amountVnd: number, number = '', series = 'AA/26') => ({
  amountVnd,
  method: 'cash',
  receipt: number === '' ? null : { kind: 'paper', series, number },
})

/** A close as the desk makes it, signature aside. */
function close(onDay: string, before: DayClose | null, events: JournalEvent[], reasons: Record<string, string> = {}): DayClose {
  const figures = computeClose({ day: day(onDay), after: before, events, reached: [] })
  return DayClose.parse({
    kind: 'dayClose',
    schemaVersion: 1,
    id: `close:01JD${String((before?.chain.seq ?? 0) + 1).padStart(22, '0')}`,
    agency: 'h53-27712',
    device: closeDevice,
    deskName: 'Quầy 1',
    day: onDay,
    at: toInstant(at(`${onDay}T17:00`)),
    author: 'person:an.nt',
    authorName: 'An',
    role: 'one_stop_official',
    ...figures,
    explanations: Object.entries(reasons).map(([number, reason]) => ({ number, reason })),
    chain: nextInChain(before),
    keyId: 'device-key:1',
    signature: 'x',
  })
}

const morning = [
  makeCloseEvent({
    seq: 1,
    type: 'dossierReceived',
    atMs: at('2026-11-20T08:00'),
    code: code('2026-11-20', 1),
    data: { payments: [cash(8000, '0001')] },
  }),
  makeCloseEvent({
    seq: 2,
    type: 'dossierReceived',
    atMs: at('2026-11-20T08:10'),
    code: code('2026-11-20', 2),
    data: { payments: [], book: { register: 'certified_copies', year: 2026, volume: '01/2026', number: 5, generation: 3 } },
  }),
  makeCloseEvent({
    seq: 3,
    type: 'feeCollected',
    atMs: at('2026-11-20T08:20'),
    code: code('2026-11-20', 2),
    data: cash(4000, '0002'),
    author: 'binh.tv',
  }),
  makeCloseEvent({
    seq: 4,
    type: 'numberVoided',
    atMs: at('2026-11-20T09:00'),
    code: code('2026-11-20', 1),
    note: 'Lưu hai lần',
    data: { code: code('2026-11-20', 1), refunds: [cash(-8000)] },
  }),
  makeCloseEvent({
    seq: 5,
    type: 'intakeRefused',
    atMs: at('2026-11-20T09:10'),
    code: code('2026-11-20', 4),
    data: { code: code('2026-11-20', 4) },
  }),
]

describe('the close of a day', () => {
  test('counts what was issued, voided, missing and taken in, by official, way of paying and receipt series', () => {
    const { figures, journal, numbers, books } = computeClose({
      day: day('2026-11-20'),
      after: null,
      events: morning,
      reached: [{ slot: 1, day: day('2026-11-20'), counter: 5 }],
    })
    expect(journal).toEqual({ after: 0, upTo: 5 })
    expect(figures).toMatchObject({ received: 2, refusedIntake: 1, collectedVnd: 12000, refundedVnd: 8000 })
    expect(numbers).toEqual([
      { slot: 1, day: '2026-11-20', first: 1, last: 5, issued: 3, missing: [code('2026-11-20', 3), code('2026-11-20', 5)] },
    ])
    expect(figures.voided).toEqual([{ code: code('2026-11-20', 1), reason: 'Lưu hai lần', byName: 'an.nt' }])
    expect(books).toEqual([
      { register: 'certified_copies', year: 2026, volume: '01/2026', generation: 3, first: 5, last: 5, issued: 1, missing: [] },
    ])
    expect(
      figures.money.map(({ byName, receiptKind, series, collectedVnd, refundedVnd, receipts }) => [
        byName,
        receiptKind,
        series,
        collectedVnd,
        refundedVnd,
        receipts,
      ]),
    ).toEqual([
      ['an.nt', 'none', '', 0, 8000, []],
      ['an.nt', 'paper', 'AA/26', 8000, 0, ['0001']],
      ['binh.tv', 'paper', 'AA/26', 4000, 0, ['0002']],
    ])
  })

  test('is frozen: what comes later for the same day stands as a difference in the next close', () => {
    const first = close('2026-11-20', null, morning, { [code('2026-11-20', 3)]: 'Máy tắt khi đang lưu' })
    const evening = makeCloseEvent({
      seq: 6,
      type: 'dossierReceived',
      atMs: at('2026-11-20T17:30'),
      code: code('2026-11-20', 5),
      data: { payments: [cash(2000)] },
    })
    const next = makeCloseEvent({
      seq: 7,
      type: 'dossierReceived',
      atMs: at('2026-11-23T08:00'),
      code: code('2026-11-23', 1),
      data: { payments: [] },
    })
    const events = [...morning, evening, next]
    expect(firstOpenDay(events, first)).toBe('2026-11-20')
    const second = close('2026-11-23', first, events)
    expect(second.figures).toMatchObject({ day: '2026-11-23', received: 1, collectedVnd: 0 })
    expect(second.late).toMatchObject([{ day: '2026-11-20', received: 1, collectedVnd: 2000 }])
    expect(second.numbers).toMatchObject([
      { day: '2026-11-20', first: 5, last: 5, missing: [] },
      { day: '2026-11-23', first: 1 },
    ])
    expect(second.chain).toEqual({ seq: 2, prevHash: hashOfClose(first) })
    expect(findCloseFaults(first, null, events)).toEqual([])
    expect(findCloseFaults(second, first, events)).toEqual([])
    expect(firstOpenDay(events, second)).toBeNull()
  })

  test('stops before the first act of a later day, which waits for its own close', () => {
    const next = makeCloseEvent({ seq: 6, type: 'dossierReceived', atMs: at('2026-11-21T08:00'), code: code('2026-11-21', 1) })
    expect(computeClose({ day: day('2026-11-20'), after: null, events: [...morning, next], reached: [] }).journal.upTo).toBe(5)
  })

  test('that was changed afterwards is found out: figures, chain, a missing event, a gap nobody explained', () => {
    const first = close('2026-11-20', null, morning, { [code('2026-11-20', 3)]: 'Máy tắt khi đang lưu' })
    const less = { ...first, figures: { ...first.figures, collectedVnd: 11000 } }
    expect(findCloseFaults(less, null, morning)).toEqual(['figures'])
    expect(findCloseFaults({ ...first, explanations: [] }, null, morning)).toEqual(['unexplained'])
    expect(findCloseFaults(first, null, morning.slice(1))).toEqual(['journal'])
    const second = close('2026-11-21', first, morning)
    expect(findCloseFaults(second, less, morning)).toContain('chain')
    expect(findCloseFaults(second, null, morning)).toContain('chain')
  })

  test('names a missing register number by its book', () => {
    const entry = (seq: number, number: number) =>
      makeCloseEvent({
        seq,
        type: 'enteredInRegister',
        atMs: at('2026-11-20T10:00'),
        data: { book: { register: 'certified_copies', year: 2026, volume: '01/2026', number, generation: 3 } },
      })
    expect(missingOf(close('2026-11-20', null, [entry(1, 7), entry(2, 9)]))).toEqual(['certified_copies 01/2026 8'])
  })

  const act = fc.record({
    hours: fc.integer({ min: -30, max: 30 }),
    kind: fc.constantFrom('receive', 'receive', 'receive', 'pay', 'skip', 'close'),
    amount: fc.integer({ min: 1, max: 50 }),
  })

  test('loses and doubles nothing over any row of closes, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let nowMs = at('2026-11-20T08:00')
        let counter = 0
        let skipped = 0
        let paidVnd = 0
        const events: JournalEvent[] = []
        const closes: DayClose[] = []
        const closeUp = () => {
          for (let open = firstOpenDay(events, closes.at(-1) ?? null); open !== null; open = firstOpenDay(events, closes.at(-1) ?? null))
            closes.push(close(open, closes.at(-1) ?? null, events))
        }
        for (const { hours, kind, amount } of acts) {
          nowMs += hours * 3_600_000
          if (kind === 'skip') skipped += 1
          if (kind === 'close') closeUp()
          if (kind === 'pay') paidVnd += amount
          if (kind === 'receive') counter = counter + 1 + skipped
          if (kind === 'receive') skipped = 0
          // One slot and day throughout: gaps are then exactly what was skipped.
          const data = kind === 'pay' ? cash(amount) : { payments: [] }
          const wish = { seq: events.length + 1, atMs: nowMs, code: code('2026-11-20', Math.max(1, counter)), data }
          if (kind === 'receive') events.push(makeCloseEvent({ ...wish, type: 'dossierReceived' }))
          if (kind === 'pay') events.push(makeCloseEvent({ ...wish, type: 'feeCollected' }))
        }
        closeUp()
        const all = closes.flatMap(({ figures, late }) => [figures, ...late])
        const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0)
        expect(sum(({ received }) => received)).toBe(events.filter(({ type }) => type === 'dossierReceived').length)
        expect(sum(({ collectedVnd }) => collectedVnd)).toBe(paidVnd)
        const missing = closes.flatMap(missingOf)
        expect(new Set(missing).size).toBe(missing.length)
        expect(closes.flatMap(({ numbers }) => numbers).reduce((n, run) => n + run.issued, 0) + missing.length).toBe(counter)
        for (const [index, one] of closes.entries())
          expect(findCloseFaults(one, closes[index - 1] ?? null, events).filter((fault) => fault !== 'unexplained')).toEqual([])
        expect(
          closes.every(({ day: closed, figures }) => closed === figures.day && events.every((event) => dayOf(event.at) >= '2026-10-01')),
        ).toBe(true)
      }),
    )
  })
})
