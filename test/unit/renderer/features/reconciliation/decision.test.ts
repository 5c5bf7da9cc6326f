import { describe, expect, test } from 'vitest'
import type { CaseField, CaseSide, ReconciliationCase } from '#core/reconciliation/case.ts'
import { CaseId, PageHash, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { isFree, startChoices, suggestFor, take } from '#renderer/features/reconciliation/choices.ts'
import { type DraftDecision, listLacks, makeSettlement } from '#renderer/features/reconciliation/decision.ts'

const side = (at: string): CaseSide => ({
  by: PersonId.parse('person:an.nt'),
  byName: 'Nguyễn Thị An',
  at: Instant.parse(at),
  deskName: 'Quầy 1',
  rev: null,
})
const name: CaseField = { path: 'applicant.name', fieldClass: 'legal', base: 'A', mine: 'B', theirs: 'C' }
const phone: CaseField = { path: 'applicant.phone', fieldClass: 'free', base: null, mine: '0912000111', theirs: '0912000222' }
const page = PageHash.parse('a'.repeat(64))

const caseOf = (fields: CaseField[], kind: ReconciliationCase['kind'] = 'fields'): ReconciliationCase => ({
  id: CaseId.parse('case:01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  kind,
  opened: {
    at: Instant.parse('2026-11-20T10:00:00+07:00'),
    by: PersonId.parse('person:an.nt'),
    byName: 'Nguyễn Thị An',
    deskName: 'Quầy 1',
  },
  mine: side('2026-11-20T09:00:00+07:00'),
  theirs: side('2026-11-20T09:30:00+07:00'),
  fields,
  settled: null,
  undone: [],
})
const empty: DraftDecision = { choices: {}, reason: '', seen: [], paperSeen: '' }
const kinds = (one: ReconciliationCase, draft: DraftDecision, hasPages: boolean) => listLacks(one, draft, hasPages).map((lack) => lack.kind)

describe('what is suggested', () => {
  test('the later edit of a free field, nothing for a legal one', () => {
    expect(suggestFor(caseOf([phone]), phone)).toEqual(take(phone, 'theirs'))
    expect(suggestFor(caseOf([name]), name)).toBeNull()
    expect(startChoices(caseOf([name, phone]))).toEqual({ 'applicant.phone': take(phone, 'theirs') })
  })

  test('not an edit that only emptied what the other filled in', () => {
    const emptied = { ...phone, theirs: null }
    expect(suggestFor(caseOf([emptied]), emptied)).toEqual(take(emptied, 'mine'))
  })

  test('no step and no doubled code is ever free', () => {
    expect(isFree(caseOf([phone]))).toBe(true)
    expect(isFree(caseOf([phone, name]))).toBe(false)
    expect(isFree(caseOf([{ ...phone, path: 'step' }], 'step'))).toBe(false)
    expect(isFree(caseOf([phone], 'doubled_code'))).toBe(false)
  })
})

describe('what keeps a case from being decided', () => {
  test('a legal field wants the paper opened, a choice and a reason, in that order', () => {
    const one = caseOf([name])
    expect(kinds(one, empty, true)).toEqual(['evidence', 'choice', 'reason'])
    const done = { ...empty, seen: [page], choices: { 'applicant.name': take(name, 'mine') }, reason: 'Theo giấy tờ' }
    expect(kinds(one, done, true)).toEqual([])
    expect(kinds(one, { ...done, seen: [] }, true)).toEqual(['evidence'])
  })

  test('where there is no page at all the paper that was seen is written down', () => {
    const draft = { ...empty, choices: { 'applicant.name': take(name, 'mine') }, reason: 'Theo giấy tờ' }
    expect(kinds(caseOf([name]), draft, false)).toEqual(['paperSeen'])
    const command = makeSettlement(caseOf([name]), { ...draft, paperSeen: 'đã xem: CCCD bản chính' }, '')
    expect(command).toMatchObject({ reason: 'Theo giấy tờ (đã xem: CCCD bản chính)', evidence: [] })
  })

  test('a free case needs nothing but its suggestion, and brings its own reason', () => {
    const one = caseOf([phone])
    const draft = { ...empty, choices: startChoices(one) }
    expect(kinds(one, draft, true)).toEqual([])
    expect(makeSettlement(one, draft, 'Nhận theo đề xuất')).toMatchObject({ do: 'settleCase', reason: 'Nhận theo đề xuất' })
  })

  test('of two dossiers under one code the one at hand takes a new code', () => {
    const one = caseOf([{ ...name, path: 'code' }], 'doubled_code')
    expect(kinds(one, empty, true)).toEqual(['reason'])
    expect(makeSettlement(one, { ...empty, reason: 'Trùng mã' }, '')).toEqual({ do: 'renumber', caseId: one.id, reason: 'Trùng mã' })
  })
})
