import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCase } from '#core/reconciliation/open-case.ts'
import { CaseId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const record = makeDossier()
const base: Record<string, unknown> = { ...record }
const later = { ...record.updated, at: Instant.parse('2026-11-20T09:00:00+07:00') }
const latest = { ...record.updated, at: Instant.parse('2026-11-20T10:00:00+07:00') }
const named = (name: string) => ({ ...record.applicant, name })

describe('three-way merge', () => {
  test('takes each side where only that side changed, down to one field of the applicant', () => {
    const mine = { ...base, applicant: { ...record.applicant, phone: '0900000001' }, updated: latest }
    const theirs = { ...base, applicant: { ...record.applicant, email: 'b@example.vn' }, subject: 'b', updated: later }
    expect(merge({ base, mine, theirs })).toMatchObject({
      kind: 'merged',
      body: { ...base, subject: 'b', applicant: { ...record.applicant, phone: '0900000001', email: 'b@example.vn' }, updated: latest },
      taken: expect.arrayContaining([
        expect.objectContaining({ path: 'applicant.phone', taken: 'mine' }),
        expect.objectContaining({ path: 'applicant.email', taken: 'theirs' }),
      ]),
    })
  })

  test('disputes a legal field that both changed, holds the other desk’s value and keeps ours', () => {
    const outcome = merge({
      base,
      mine: { ...base, applicant: named('TRẦN THỊ BA'), subject: 'a' },
      theirs: { ...base, applicant: named('TRẦN THỊ BỐN') },
    })
    expect(outcome).toMatchObject({
      kind: 'disputed',
      caseKind: 'fields',
      body: { applicant: { name: 'TRẦN THỊ BỐN' }, subject: 'a' },
      fields: [{ path: 'applicant.name', fieldClass: 'legal', base: 'TRẦN THỊ B', mine: 'TRẦN THỊ BA', theirs: 'TRẦN THỊ BỐN' }],
    })
  })

  test('asks about a text that both typed anew without calling it legal', () => {
    const outcome = merge({ base, mine: { ...base, subject: 'a' }, theirs: { ...base, subject: 'b' } })
    expect(outcome).toMatchObject({ kind: 'disputed', fields: [{ path: 'subject', fieldClass: 'free' }] })
  })

  test('has nothing left to send where both made the same change', () => {
    const theirs = { ...base, subject: 'b', updated: later }
    expect(merge({ base, mine: { ...base, subject: 'b', updated: latest }, theirs })).toEqual({ kind: 'same', taken: [] })
  })

  test('finds its own write again after the answer was lost', () => {
    const mine = { ...base, subject: 'b' }
    expect(merge({ base, mine, theirs: Object.fromEntries(Object.entries(mine).reverse()) })).toEqual({ kind: 'same', taken: [] })
  })

  test('keeps a member that only the centre knows, and leaves one that both changed to a person', () => {
    expect(merge({ base, mine: { ...base, subject: 'b' }, theirs: { ...base, ofTomorrow: { deep: 1 } } })).toMatchObject({
      kind: 'merged',
      body: { subject: 'b', ofTomorrow: { deep: 1 } },
    })
    expect(merge({ base: { ...base, ofTomorrow: 0 }, mine: { ...base, ofTomorrow: 1 }, theirs: { ...base, ofTomorrow: 2 } })).toMatchObject(
      {
        kind: 'disputed',
        fields: [{ path: 'ofTomorrow', fieldClass: 'legal', base: 0, mine: 1, theirs: 2 }],
      },
    )
  })

  test('without a base asks about every field that differs, because the later edit may have left it alone', () => {
    const mine = { ...base, subject: 'a', applicant: named('TRẦN THỊ BA'), updated: latest }
    const theirs = { ...base, subject: 'b', updated: later }
    expect(merge({ base: null, mine, theirs })).toMatchObject({
      kind: 'disputed',
      body: { subject: 'b', applicant: { name: 'TRẦN THỊ B' } },
      fields: [
        { path: 'applicant.name', fieldClass: 'legal', base: null, mine: 'TRẦN THỊ BA', theirs: 'TRẦN THỊ B' },
        { path: 'subject', fieldClass: 'free', base: null, mine: 'a', theirs: 'b' },
      ],
    })
  })

  test('opens no second case for a value that an open case holds already', () => {
    const theirs = { ...base, applicant: named('TRẦN THỊ BỐN') }
    const met = merge({ base, mine: { ...base, applicant: named('TRẦN THỊ BA') }, theirs })
    if (met.kind !== 'disputed') throw new Error(met.kind)
    const side = { by: PersonId.parse('person:an.nt'), byName: 'An', at: later.at, deskName: 'Quầy 1', rev: null }
    const { body } = openCase(met, { id: CaseId.parse('case:01ARZ3NDEKTSV4RRFFQ69G5FAV'), ...side, mine: side, theirs: side })
    expect(merge({ base, mine: { ...base, applicant: named('TRẦN THỊ BA') }, theirs: body })).toEqual({ kind: 'same', taken: [] })
    expect(merge({ base, mine: { ...base, applicant: named('TRẦN THỊ NĂM') }, theirs: body }).kind).toBe('disputed')
  })

  test('never drops a change of either side without saying so', () => {
    const text = fc.constantFrom('a', 'b', 'c', 'd')
    const edit = fc.record(
      { subject: text, sets: fc.integer({ min: 1, max: 3 }), phone: text, name: text, place: text },
      { requiredKeys: [] },
    )
    type Edit = Partial<{ subject: string; sets: number; phone: string; name: string; place: string }>
    const apply = (one: Edit) => ({
      ...base,
      subject: one.subject ?? '',
      sets: one.sets ?? 1,
      applicant: { ...record.applicant, phone: one.phone ?? '', name: one.name ?? 'x' },
      delivery: { ...record.delivery, place: one.place ?? '' },
    })
    const flat = (body: ReturnType<typeof apply>) => ({
      subject: body.subject,
      sets: body.sets,
      'applicant.phone': body.applicant.phone,
      'applicant.name': body.applicant.name,
      'delivery.place': body.delivery.place,
    })
    fc.assert(
      fc.property(edit, edit, edit, (before, ours, others) => {
        const [b, m, t] = [apply(before), apply(ours), apply(others)]
        const outcome = merge({ base: b, mine: m, theirs: t })
        const body = flat({ ...t, ...(outcome.kind === 'same' ? {} : outcome.body) })
        const disputed = new Set(outcome.kind === 'disputed' ? outcome.fields.map(({ path }) => path) : [])
        for (const [path, value] of Object.entries(body)) {
          const [was, mine, theirs] = [b, m, t].map((one) => Object.entries(flat(one)).find(([name]) => name === path)?.[1])
          const both = mine !== was && theirs !== was && mine !== theirs
          expect(disputed.has(path)).toBe(both)
          expect(value).toBe(both || mine === was ? theirs : mine)
        }
      }),
    )
  })
})
