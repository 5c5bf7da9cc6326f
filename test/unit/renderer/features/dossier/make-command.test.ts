import { describe, expect, it } from 'vitest'
import { Day } from '#core/record/instant.ts'
import { type ActionDraft, startDraft } from '#renderer/features/dossier/actions/action-draft.ts'
import { asksFirst, fieldsOf } from '#renderer/features/dossier/actions/action-fields.ts'
import { type ActionName, actionKeys } from '#renderer/features/dossier/actions/action-list.ts'
import { fieldAt, makeCommand } from '#renderer/features/dossier/actions/make-command.ts'
import { startCorrection } from '#renderer/features/dossier/correction/correction-draft.ts'
import { makeCatalogue, makeDossier } from '#test/support/trade-world.ts'

const today = Day.parse('2026-11-22')
const start = (changes: Partial<ActionDraft> = {}): ActionDraft => ({ ...startDraft(makeDossier(), makeCatalogue(), today), ...changes })
const actions = Object.keys(actionKeys) as ActionName[]

const asReceived = startCorrection(makeDossier())

const filled: Partial<ActionDraft> = {
  correction: { ...asReceived, now: { ...asReceived.now, 'applicant.phone': '0987654321' } },
  note: 'Đã kiểm tra',
  reason: 'Thiếu giấy',
  legalGround: 'Luật Hộ tịch',
  text: 'Đủ điều kiện',
  askedPapers: [{ name: 'Giấy chứng sinh', originals: 1, certifiedCopies: 0, copies: 0 }],
  number: '12/2026',
  signatureNote: 'Đã ký sổ',
  authorisation: 'GUQ 1/2026',
  amountVnd: '8.000',
  placements: [
    {
      id: 'p1',
      page: 'a'.repeat(64) as ActionDraft['placements'][number]['page'],
      mediaType: 'image/png',
      sizeBytes: 1,
      widthPx: 1,
      heightPx: 1,
      purpose: 'result',
      paperId: null,
      order: 1,
      rotation: 0,
      source: 'file',
      added: makeDossier().received,
    },
  ],
}

describe('an action form', () => {
  it.each(actions)('%s becomes its command once it is filled', (action) => {
    const made = makeCommand(action, start(filled))
    expect(made).toMatchObject({ ok: true, command: { do: action } })
  })

  it.each(actions)('%s names every needed field that is empty', (action) => {
    const empty = start({ askedPapers: [], amountVnd: '', to: '', title: '', issuedOn: '', placements: [] })
    const needed = fieldsOf(action, empty).filter(
      (field) => field.needed && !['outcome', 'relation', 'method', 'papers'].includes(field.name),
    )
    const made = makeCommand(action, empty)
    expect(made.ok).toBe(needed.length === 0)
    if (!made.ok) expect(made.faults).toEqual(needed.map((field) => ({ field: field.name, fault: 'missing' })))
  })

  it('asks first only where nothing can be taken back', () => {
    const asked = actions.filter((action) => asksFirst(action, { relation: 'applicant' }))
    expect(asked.sort()).toEqual(['refuseIntake', 'stop', 'voidNumber'])
    expect(asksFirst('returnResult', { relation: 'other' })).toBe(true)
    expect(asksFirst('returnResult', { relation: 'submitter' })).toBe(false)
  })

  it('wants an authorisation from someone who is neither applicant nor submitter', () => {
    const made = makeCommand('returnResult', start({ ...filled, relation: 'other', authorisation: ' ' }))
    expect(made).toEqual({ ok: false, faults: [{ field: 'authorisation', fault: 'missing' }] })
  })

  it('does not keep an authorisation when the applicant has come after all', () => {
    const made = makeCommand('returnResult', start({ ...filled, relation: 'applicant' }))
    expect(made).toMatchObject({ ok: true, command: { authorisation: '' } })
  })

  it('refuses a day that is none', () => {
    const made = makeCommand('requestSupplement', start({ ...filled, deadline: '31/02/2027' }))
    expect(made).toEqual({ ok: false, faults: [{ field: 'deadline', fault: 'invalid' }] })
  })

  it('refuses an amount of nothing', () => {
    expect(makeCommand('collectFee', start({ amountVnd: '0' }))).toEqual({ ok: false, faults: [{ field: 'amountVnd', fault: 'invalid' }] })
  })

  it('takes money without a receipt and with one', () => {
    expect(makeCommand('collectFee', start(filled))).toMatchObject({ ok: true, command: { amountVnd: 8000, receipt: null } })
    const made = makeCommand('collectFee', start({ ...filled, receiptSeries: ' BL ', receiptNumber: '0012' }))
    expect(made).toMatchObject({ ok: true, command: { receipt: { kind: 'paper', series: 'BL', number: '0012' } } })
  })

  it('arranges working pages without touching those of the result', () => {
    expect(makeCommand('arrangePages', start(filled))).toMatchObject({ ok: true, command: { placements: [] } })
    expect(makeCommand('numberResult', start(filled))).toMatchObject({ ok: true, command: { placements: [{ id: 'p1' }] } })
  })

  it('finds the field that a refusal of the rules means', () => {
    expect(fieldAt('requestSupplement', 'papers')).toBe('askedPapers')
    expect(fieldAt('numberResult', 'placements')).toBe('resultPages')
    expect(fieldAt('receiveSupplement', 'papers.cccd')).toBe('papers')
    expect(fieldAt('collectFee', 'amountVnd')).toBe('amountVnd')
    expect(fieldAt('returnResult', 'authorisation')).toBe('authorisation')
  })
})

describe('a form that opens', () => {
  it('asks for the papers that are missing', () => {
    const dossier = makeDossier()
    const papers = dossier.papers.map((paper, at) => (at === 0 ? { ...paper, met: 'missing' as const } : paper))
    expect(startDraft({ ...dossier, papers }, makeCatalogue(), today).askedPapers).toEqual([
      { name: 'Tờ khai', originals: 1, certifiedCopies: 0, copies: 0 },
    ])
  })

  it('starts form 02 with an empty row where nothing is missing, and does not save it so', () => {
    const draft = startDraft(makeDossier(), makeCatalogue(), today)
    expect(draft.askedPapers).toHaveLength(1)
    const made = makeCommand('requestSupplement', { ...draft, reason: 'Thiếu' })
    expect(made).toEqual({ ok: false, faults: [{ field: 'askedPapers', fault: 'missing' }] })
  })

  it('fills in what is owed and who should come', () => {
    const draft = startDraft(makeDossier('2026-11-20T08:00:00+07:00', { feeQuantities: { 'trich-luc': 2 } }), makeCatalogue(), today)
    expect(draft).toMatchObject({ amountVnd: '16000', to: 'TRẦN THỊ B', relation: 'applicant', issuedOn: '22/11/2026' })
  })

  it('offers only electronic receipts from 2027', () => {
    expect(startDraft(makeDossier(), makeCatalogue(), Day.parse('2027-01-01')).receiptKind).toBe('electronic')
  })
})
