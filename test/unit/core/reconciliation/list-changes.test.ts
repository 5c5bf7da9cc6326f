import { describe, expect, it } from 'vitest'
import { listChanges } from '#core/reconciliation/list-changes.ts'

const base = {
  applicant: { name: 'Trần Thị B', phone: '0901000001' },
  papers: [{ paperId: 'to-khai', met: 'missing' }],
  money: { totalVnd: 0, lines: [] },
  business: { status: 2, stage: null },
  updated: { at: '2026-11-05T08:20:00+07:00' },
}

describe('what an edit changed', () => {
  it('names each field with what was there and what is there now', () => {
    const mine = {
      ...base,
      applicant: { ...base.applicant, phone: '0901000002' },
      papers: [{ paperId: 'to-khai', met: 'scan' }],
      updated: { at: '2026-11-05T09:00:00+07:00' },
    }
    expect(listChanges({ base, mine })).toEqual([
      { path: 'applicant.phone', fieldClass: 'free', base: '0901000001', mine: '0901000002' },
      { path: 'papers[to-khai].met', fieldClass: 'free', base: 'missing', mine: 'scan' },
    ])
  })

  it('tells a step as one change', () => {
    const mine = { ...base, business: { status: 4, stage: 'proposed' } }
    expect(listChanges({ base, mine })).toMatchObject([{ path: 'step', mine: { business: { status: 4 } } }])
  })

  it('is nothing where nothing was changed', () => {
    expect(listChanges({ base, mine: structuredClone(base) })).toEqual([])
  })
})
