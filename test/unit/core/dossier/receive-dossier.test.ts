import { describe, expect, it } from 'vitest'
import { Dossier } from '#core/dossier/dossier.ts'
import { receiveDossier, refuseAtDesk } from '#core/dossier/receive-dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { makeContext, makeDossier, makeDraft, makeIntakeContext } from '#test/support/trade-world.ts'

const at = '2026-11-20T16:30:00+07:00'

function receive(changes: Parameters<typeof makeDraft>[0] = {}, when = at) {
  return receiveDossier(makeDraft(changes), makeIntakeContext(when)).dossier
}

describe('taking in a dossier', () => {
  it('makes a record with its number, three agencies, four states and appointment', () => {
    const dossier = receive({ feeQuantities: { 'trich-luc': 2 } })
    expect(Dossier.parse(dossier)).toEqual(dossier)
    expect(dossier.agencies).toEqual({ assisting: null, receiving: 'h53-27712', competent: 'h53-27712' })
    expect(dossier.business.status).toBe(2)
    expect(dossier.money).toMatchObject({ state: 'due', totalVnd: 16000 })
    expect(dossier.delivery.state).toBe('waiting')
    expect(dossier.sync.nationalPortal.state).toBe('not_sent')
    expect(dossier.dueAt).toBe('2026-11-26T16:30:00+07:00')
  })

  it('waives a fee with its reason', () => {
    const dossier = receive({ feeQuantities: { 'trich-luc': 1 }, exemptionCode: 'ho-ngheo' })
    expect(dossier.money).toMatchObject({ state: 'exempt', totalVnd: 0 })
  })

  it.each([
    ['a missing name', { applicant: { ...makeDraft().applicant, name: ' ' } }, 'applicant.name'],
    ['a missing number', { applicant: { ...makeDraft().applicant, personalId: '' } }, 'applicant.personalId'],
    ['an impossible birth date', { applicant: { ...makeDraft().applicant, birthDate: '31/02/1990' } }, 'applicant.birthDate'],
    ['a birth date in the future', { applicant: { ...makeDraft().applicant, birthDate: '15/08/2090' } }, 'applicant.birthDate'],
    ['no procedure', { procedureCode: null }, 'procedureCode'],
    ['an unknown procedure', { procedureCode: '9.999999' }, 'procedureCode'],
    [
      'a required paper that is not there',
      { papers: makeDraft().papers.map((one) => ({ ...one, met: 'missing' as const })) },
      'papers.to-khai',
    ],
    ['a look-up without its record', { papers: makeDraft().papers.map((one) => ({ ...one, met: 'lookup' as const })) }, 'papers.'],
    [
      'a scan without a page',
      { papers: makeDraft().papers.map((one) => (one.paperId === 'to-khai' ? { ...one, met: 'scan' as const } : one)) },
      'papers.to-khai',
    ],
    ['a shown paper that was kept', { papers: makeDraft().papers.map((one) => ({ ...one, met: 'paper' as const })) }, 'shown-paper-copied'],
    ['more money than is owed', { payment: { method: 'cash' as const, amountVnd: 1, receipt: null } }, 'payment'],
  ])('refuses %s and names the field', (_what, changes, named) => {
    expect(() => receive(changes)).toThrow(named)
  })

  it('refuses an intake that began after now: the clock was set back', () => {
    expect(() => receive({}, '2025-11-20T08:00:00+07:00')).toThrow('clock-set-back')
  })

  it('refuses at the desk with the legal ground, without clock or money', () => {
    const { dossier, event } = refuseAtDesk(
      makeDraft({ feeQuantities: { 'trich-luc': 2 } }),
      { reason: 'Không thuộc thẩm quyền', legalGround: 'NĐ 118/2025' },
      makeIntakeContext(at),
    )
    expect(dossier.business.status).toBe(3)
    expect(dossier).toMatchObject({ dueAt: null, money: { state: 'none', totalVnd: 0 } })
    expect(event.type).toBe('intakeRefused')
  })
})

describe('pausing for a supplement', () => {
  it('stops the clock and resumes with the remaining working time', () => {
    const official = (when: string) => makeContext(when, ['one_stop_official'])
    const dossier = makeDossier('2026-11-02T08:00:00+07:00', {
      started: makeDraft().started.replace('11-20', '11-02') as typeof at & ReturnType<typeof makeDraft>['started'],
    })
    const long = { ...dossier, duration: { value: 5, unit: 'working_day' as const } }
    const papers = [{ name: 'Giấy chứng sinh', originals: 1, certifiedCopies: 0, copies: 0 }]
    const asked = runCommand(
      long,
      { do: 'requestSupplement', reason: 'Thiếu', papers, deadline: null },
      official('2026-11-04T08:00:00+07:00'),
    ).dossier
    const back = runCommand(
      asked,
      { do: 'receiveSupplement', note: '', papers: asked.papers, placements: [] },
      official('2026-11-10T08:00:00+07:00'),
    ).dossier
    expect(asked.pauses).toEqual([{ from: '2026-11-04T08:00:00+07:00', to: null, status: 5 }])
    expect(back.dueAt).toBe('2026-11-13T08:00:00+07:00')
    expect(back.dueHistory.at(-1)).toMatchObject({ reason: 'resumed', to: '2026-11-13T08:00:00+07:00' })
    expect(back.supplements[0]?.received?.byName).toBe('Nguyễn Thị An')
  })
})
