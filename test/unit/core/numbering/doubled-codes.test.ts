import { expect, test } from 'vitest'
import { runCommand } from '#core/dossier/run-command.ts'
import { findDoubledBooks, findDoubledCodes, makeDoubledCase, type NumberedDossier } from '#core/numbering/doubled-codes.ts'
import { CaseId, DossierId } from '#core/record/ids.ts'
import { Day, toInstant } from '#core/record/instant.ts'
import { checkNumbers } from '#core/rules/numbers.ts'
import { makeContext, makeDossier } from '#test/support/trade-world.ts'

const caseId = CaseId.parse('case:01JD0000000000000000000001')
const numbered = (n: number, code: string, minute: number): NumberedDossier => ({
  id: DossierId.parse(`dossier:01JD000000000000000000000${n}`),
  code,
  book: { register: 'certified_copies', year: 2026, volume: '01/2026', number: n < 3 ? 12 : 13, generation: 1 },
  receivedAt: `2026-11-20T08:0${minute}:00+07:00`,
  agency: 'h53-27712',
})
const three = [
  numbered(1, 'H53.27712-261120-0010007', 5),
  numbered(2, 'H53.27712-261120-0010007', 2),
  numbered(3, 'H53.27712-261120-0010008', 1),
]

test('of two dossiers under one code the earlier keeps it, in whatever order they are looked at', () => {
  for (const order of [three, [...three].reverse()]) {
    expect(findDoubledCodes(order).map(({ keeps, renumbers }) => [keeps.id.at(-1), renumbers.id.at(-1)])).toEqual([['2', '1']])
    expect(findDoubledBooks(order).map(({ path, keeps, renumbers }) => [path, keeps.id.at(-1), renumbers.id.at(-1)])).toEqual([
      ['book', '2', '1'],
    ])
  }
})

test('a doubled code is settled by a new code; the old one stays findable, and the validators let exactly that through', () => {
  const dossier = makeDossier()
  const side = { by: dossier.received.by, byName: 'Máy chủ', at: dossier.received.at, deskName: 'Máy chủ tỉnh', rev: null }
  const opened = { at: side.at, by: side.by, byName: side.byName, deskName: side.deskName }
  const keeps = numbered(2, dossier.code, 2)
  const doubled = {
    ...dossier,
    cases: [makeDoubledCase({ path: 'code', keeps }, dossier, { id: caseId, opened, mine: side, theirs: side })],
  }
  const at = toInstant(Date.parse('2026-11-21T09:00:00+07:00'))
  const number = {
    code: 'H53.27712-261121-0010001',
    slot: 1,
    generation: 1,
    counter: 1,
    day: Day.parse('2026-11-21'),
    lookupSecret: 'KHAC22',
  }
  const context = { ...makeContext(at, ['one_stop_official']), number }
  const { dossier: after, event } = runCommand(doubled, { do: 'renumber', caseId, reason: 'Trùng mã sau khi khôi phục máy' }, context)
  expect(after).toMatchObject({ code: number.code, lookupSecret: dossier.lookupSecret, formerCodes: [{ code: dossier.code, caseId }] })
  expect(after.cases?.[0]?.settled).toMatchObject({ choices: [{ path: 'code', take: 'typed', value: number.code }] })
  expect(event.type).toBe('dossierRenumbered')
  expect(() => checkNumbers(after, doubled)).not.toThrow()
  const refused = (document: object, old: object) => {
    try {
      checkNumbers({ ...document }, { ...old })
      return null
    } catch (refusal) {
      return refusal
    }
  }
  expect(refused({ ...dossier, code: number.code }, dossier)).toEqual({ forbidden: 'field-unchangeable: code' })
  expect(refused({ ...after, formerCodes: [] }, doubled)).toEqual({ forbidden: 'field-unchangeable: code' })
  expect(refused(after, dossier)).toEqual({ forbidden: 'field-unchangeable: code' })
  expect(() => runCommand(after, { do: 'renumber', caseId, reason: 'lần nữa' }, context)).toThrow('transition-forbidden')
})

test('a voided dossier keeps its number, gives the money back and says why', () => {
  const at = toInstant(Date.parse('2026-11-21T09:00:00+07:00'))
  const dossier = makeDossier()
  const paid = { id: 'p1', act: dossier.received, amountVnd: 8000, method: 'cash' as const, receipt: null }
  const before = { ...dossier, money: { ...dossier.money, state: 'paid' as const, totalVnd: 8000, paidVnd: 8000, payments: [paid] } }
  const { dossier: after } = runCommand(before, { do: 'voidNumber', reason: 'Lưu hai lần' }, makeContext(at, ['one_stop_official']))
  expect(after).toMatchObject({
    code: dossier.code,
    business: { status: 8 },
    voided: { reason: 'Lưu hai lần' },
    money: { state: 'refunded', paidVnd: 0 },
  })
  expect(after.money.payments.map(({ amountVnd }) => amountVnd)).toEqual([8000, -8000])
})
