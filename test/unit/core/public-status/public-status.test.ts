import { describe, expect, it } from 'vitest'
import type { Dossier } from '#core/dossier/dossier.ts'
import { isOver, toPublicStatus } from '#core/public-status/public-status.ts'
import { PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { makeCatalogue, makeDossier } from '#test/support/trade-world.ts'

const catalogue = makeCatalogue()
const act = { at: Instant.parse('2026-11-24T09:05:00+07:00'), by: PersonId.parse('person:chi.lt'), byName: 'Lê Thị Chi' }

function statusOf(change: Partial<Dossier> = {}) {
  return toPublicStatus({ ...makeDossier(), ...change }, catalogue)
}

function inStatus(status: Dossier['business']['status'], since = act.at): Dossier['business'] {
  return { ...makeDossier().business, status, since }
}

describe('what the public may know of a dossier', () => {
  it('is its procedure, offices, status and appointment', () => {
    const dossier = makeDossier()
    expect(statusOf()).toMatchObject({
      procedure: 'Đăng ký khai sinh',
      office: { name: 'Trung tâm Phục vụ hành chính công phường Tân An' },
      status: 2,
      received: dossier.received.at,
      due: { at: dossier.dueAt, moved: false },
      until: null,
    })
  })

  it('names nobody: neither citizens nor officials, whatever is on the dossier', () => {
    const dossier = makeDossier()
    const applicant = { ...dossier.applicant, name: 'NGƯỜI BÍ MẬT', phone: '0900000001', email: 'bi.mat@example.vn' }
    const secret = 'bí mật của NGƯỜI BÍ MẬT'
    const text = JSON.stringify(
      statusOf({
        applicant,
        subject: secret,
        business: inStatus(5),
        supplements: [
          {
            id: 's1',
            formNumber: secret,
            requested: act,
            reason: secret,
            papers: [{ name: secret, originals: 1, certifiedCopies: 0, copies: 0 }],
            deadline: null,
            received: null,
            receivedNote: secret,
          },
        ],
      }),
    )
    for (const word of [
      'BÍ MẬT',
      'bí mật',
      '0900000001',
      'bi.mat',
      'Lê Thị Chi',
      dossier.received.byName,
      dossier.lookupSecret,
      dossier.code,
    ])
      expect(text).not.toContain(word)
  })

  it('names the papers still owed as the catalogue does, and only counts those that an official typed', () => {
    const papers = ['tờ  khai', 'Giấy của ông Nguyễn Văn A'].map((name) => ({ name, originals: 1, certifiedCopies: 0, copies: 0 }))
    const request = { id: 's1', formNumber: '', requested: act, reason: 'Thiếu', papers, received: null, receivedNote: '' }
    const supplements = [{ ...request, deadline: Day.parse('2026-12-01') }]
    expect(statusOf({ business: inStatus(5), supplements })?.missing).toEqual({ papers: ['Tờ khai'], others: 1, deadline: '2026-12-01' })
    expect(statusOf({ business: inStatus(4), supplements: [{ ...request, deadline: null, received: act }] })?.missing).toBeNull()
  })

  it('says that the appointment was put off', () => {
    const later = Instant.parse('2026-12-02T08:00:00+07:00')
    const dossier = makeDossier()
    const dueHistory = [...dossier.dueHistory, { at: act.at, by: act.by, from: dossier.dueAt, to: later, reason: 'supplement' }]
    expect(statusOf({ dueAt: later, dueHistory })?.due).toEqual({ at: later, moved: true })
  })

  it('is nothing for a number saved by mistake', () => {
    expect(statusOf({ voided: { act, reason: 'nhầm' } })).toBeNull()
  })

  it('ends some months after the dossier was closed', () => {
    const status = statusOf({ business: inStatus(10) })
    expect(status?.until).toBe('2027-05-23')
    expect(status !== null && isOver(status, Day.parse('2027-05-23'))).toBe(false)
    expect(status !== null && isOver(status, Day.parse('2027-05-24'))).toBe(true)
  })
})
