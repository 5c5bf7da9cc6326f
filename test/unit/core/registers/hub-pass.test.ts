import { describe, expect, test } from 'vitest'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { HubPass, letPass, replayPasses } from '#core/registers/hub-pass.ts'
import { handOverBook, openBook, takeBook, takeOverBook } from '#core/registers/pass-book.ts'
import type { RegisterBook } from '#core/registers/register-book.ts'

const at = Instant.parse('2026-11-20T08:00:00+07:00')
const device = (n: number) => DeviceId.parse(`device:01j0000000000000000000000${n}`)
const by = { by: PersonId.parse('person:an.nt'), byName: 'Nguyễn Thị An' }
const taker = (n: number) => ({ device: device(n), deskName: `Quầy ${n}`, slot: n, slotGeneration: 1, ...by })
const empty = openBook(AgencySlug.parse('h53-27712'), 'certified_copies', at)

let count = 0
const act = (n: number) => ({
  id: `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  at,
  device: device(n),
  login: 'an.nt',
  ...by,
})
const handed = (from: number, to: number, generation: number, number: number): HubPass =>
  HubPass.parse({ what: 'handed_over', ...act(from), to: device(to), generation, reached: { 2026: number }, volume: 1, volumeYear: 2026 })
const taken = (n: number): HubPass => HubPass.parse({ what: 'taken', ...act(n), deskName: `Quầy ${n}`, slot: n, slotGeneration: 1 })

function heldBy(n: number): RegisterBook {
  const passed = takeBook(empty, taker(n), at)
  if (!passed.ok) throw new Error(passed.refusal)
  return passed.book
}

const row = [handed(1, 2, 1, 5), taken(2), handed(2, 3, 2, 9), taken(3)]

describe('a register book that passed from hand to hand at a hub', () => {
  test('stands afterwards with its last holder, its numbers and every hand it went through', () => {
    const { book, refusal } = replayPasses(heldBy(1), row)
    expect(refusal).toBeNull()
    expect(book).toMatchObject({ generation: 3, holder: { device: device(3), slot: 3 }, reached: { 2026: 9 }, offeredTo: null })
    expect(book.passings.map(({ what }) => what)).toEqual(['granted', 'handed_over', 'granted', 'handed_over', 'granted'])
  })

  test('may be told again, whole or in part, and nothing happens twice', () => {
    const once = replayPasses(heldBy(1), row).book
    for (let told = 1; told <= row.length; told++) {
      const part = replayPasses(heldBy(1), row.slice(0, told)).book
      expect(replayPasses(part, row)).toEqual({ book: once, refusal: null })
    }
    expect(replayPasses(once, row)).toEqual({ book: once, refusal: null })
  })

  test('that had gone its first step at the centre already goes on from there', () => {
    const report = { device: device(1), generation: 1, reached: { 2026: 5 }, volume: 1, volumeYear: 2026 }
    const half = handOverBook(heldBy(1), { ...report, to: device(2), ...by }, at)
    if (!half.ok) throw new Error(half.refusal)
    const { book, refusal } = replayPasses(half.book, row)
    expect([refusal, book.holder?.device]).toEqual([null, device(3)])
    expect(replayPasses(book, row)).toEqual({ book, refusal: null })
  })

  test('stays with whom a supervisor has given it at the centre meanwhile', () => {
    const over = takeOverBook(heldBy(1), taker(4), { reason: 'máy hỏng', known: {}, at })
    if (!over.ok) throw new Error(over.refusal)
    expect(replayPasses(over.book, row)).toEqual({ book: over.book, refusal: 'not_holder' })
  })

  test('is not taken where it lies free, is held, or was handed to another desk', () => {
    expect(letPass(empty, taken(2))).toEqual({ ok: false, refusal: 'offered_elsewhere' })
    expect(letPass(heldBy(1), taken(2))).toEqual({ ok: false, refusal: 'held_elsewhere' })
    const offered = replayPasses(heldBy(1), [handed(1, 2, 1, 5)]).book
    expect(letPass(offered, taken(3))).toEqual({ ok: false, refusal: 'offered_elsewhere' })
    expect(letPass(heldBy(1), handed(2, 3, 1, 5))).toEqual({ ok: false, refusal: 'not_holder' })
  })
})
