import { describe, expect, test } from 'vitest'
import { undoMerge } from '#core/dossier/commands/undo-merge.ts'
import { Dossier } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { makeDoubledCase } from '#core/numbering/doubled-codes.ts'
import { CaseId, EventId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { checkKept } from '#core/rules/cases.ts'
import { checkNumbers } from '#core/rules/numbers.ts'
import { type MergeOutcome, merge } from '#core/sync/merge.ts'
import { makeContext, makeDossier } from '#test/support/trade-world.ts'

const caseId = CaseId.parse('case:01JD0000000000000000000001')
const bookEntry = { register: 'certified_copies' as const, year: 2026, volume: '01/2026', number: 12, generation: 1 }

/** A dossier of which the centre says that an earlier one has its number. */
function makeDoubled(path: 'code' | 'book'): Dossier {
  const dossier = { ...makeDossier(), book: bookEntry }
  const { by, byName, at } = dossier.received
  const opened = { by, byName, at, deskName: 'Quầy 1' }
  const side = { ...opened, rev: null }
  const keeps = { ...dossier, receivedAt: at, agency: dossier.agencies.receiving }
  return { ...dossier, cases: [makeDoubledCase({ path, keeps }, dossier, { id: caseId, opened, mine: side, theirs: side })] }
}

/** The same dossier with another number, given at one desk at `hour` o'clock. */
function renumber(dossier: Dossier, hour: number): Dossier {
  const code = `H53.27712-261121-00${hour}0001`
  const number = { code, slot: hour, generation: 1, counter: 1, day: Day.parse('2026-11-21'), lookupSecret: 'KHAC22' }
  const context = makeContext(`2026-11-21T${hour}:00:00+07:00`, ['one_stop_official'])
  const numbers = { number, bookNumber: { ...bookEntry, number: hour } }
  return runCommand(dossier, { do: 'renumber', caseId, reason: `lúc ${hour} giờ` }, { ...context, ...numbers }).dossier
}

function bodyOf(outcome: MergeOutcome): Dossier {
  if (outcome.kind !== 'merged') throw new Error(`not merged but ${outcome.kind}`)
  return Dossier.parse(outcome.body)
}

describe('numbers in a merge', () => {
  test.each(['code', 'book'] as const)(
    'a new %s of one desk and another field of the other come together, and nobody can undo the number',
    (path) => {
      const base = makeDoubled(path)
      const renumbered = renumber(base, 10)
      const edited = { ...base, subject: 'Sửa ở quầy khác' }
      for (const [mine, theirs] of [
        [renumbered, edited],
        [edited, renumbered],
      ] as const) {
        const outcome = merge({ base, mine, theirs })
        const body = bodyOf(outcome)
        const { code, numbering, book, formerCodes, formerBooks } = renumbered
        expect(body).toMatchObject({ code, numbering, book, subject: edited.subject, cases: [{ settled: { reason: 'lúc 10 giờ' } }] })
        expect([body.formerCodes, body.formerBooks]).toEqual([formerCodes, formerBooks])
        expect(() => checkNumbers({ ...body }, { ...theirs })).not.toThrow()
        const context = { ...makeContext('2026-11-21T11:00:00+07:00'), merged: outcome.taken.filter((one) => one.path === path) }
        const undo = { do: 'undoMerge' as const, eventId: EventId.parse('event:01JD0000000000000000000001'), reason: 'thử' }
        expect(context.merged).toHaveLength(1)
        expect(() => undoMerge(body, undo, context)).toThrow('transition-forbidden')
      }
    },
  )

  test.each([
    { path: 'code' as const, isBaseKnown: true },
    { path: 'book' as const, isBaseKnown: true },
    { path: 'code' as const, isBaseKnown: false },
    { path: 'book' as const, isBaseKnown: false },
  ])(
    'where two desks gave a new $path at once the centre’s stands and ours stays accounted for (base known: $isBaseKnown)',
    ({ path, isBaseKnown }) => {
      const before = makeDoubled(path)
      const [mine, theirs] = [renumber(before, 10), renumber(before, 11)]
      const body = bodyOf(merge({ base: isBaseKnown ? before : null, mine, theirs }))
      expect(body[path]).toEqual(theirs[path])
      expect(body.numbering).toEqual(theirs.numbering)
      const former = path === 'code' ? body.formerCodes?.map(({ code }) => code) : body.formerBooks?.map(({ number }) => number)
      expect(former).toEqual(path === 'code' ? [before.code, mine.code] : [12, 10])
      const written = { ...body }
      for (const check of [checkNumbers, checkKept]) expect(() => check(written, { ...theirs })).not.toThrow()
      expect(merge({ base: theirs, mine: body, theirs: body }).kind).toBe('same')
      expect(merge({ base: mine, mine, theirs: body }).kind).toBe('same')
    },
  )

  test('two entries of one dossier in the register, made at once, are both kept: one as the number, one as a former one', () => {
    const base = { ...makeDossier(), book: null }
    const mine = { ...base, book: bookEntry }
    const theirs = { ...base, book: { ...bookEntry, number: 13 } }
    const body = bodyOf(merge({ base, mine, theirs }))
    expect(body).toMatchObject({ book: { number: 13 }, formerBooks: [{ number: 12, until: { at: Instant.parse(base.updated.at) } }] })
    expect(() => checkNumbers({ ...body }, { ...theirs })).not.toThrow()
  })

  test('a dossier whose number was voided at one desk is voided, whatever else the other wrote', () => {
    const base = makeDossier()
    const context = makeContext('2026-11-21T10:00:00+07:00', ['one_stop_official'])
    const voided = runCommand(base, { do: 'voidNumber', reason: 'Lưu hai lần' }, context).dossier
    const edited = { ...base, subject: 'Sửa ở quầy khác' }
    for (const [mine, theirs] of [
      [voided, edited],
      [edited, voided],
    ] as const)
      expect(bodyOf(merge({ base, mine, theirs }))).toMatchObject({
        code: base.code,
        business: { status: 8 },
        voided: { reason: 'Lưu hai lần' },
        subject: edited.subject,
      })
  })
})
