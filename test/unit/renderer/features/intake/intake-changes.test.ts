import { describe, expect, it } from 'vitest'
import type { Paper } from '#core/dossier/dossier.ts'
import { IntakeDraft } from '#core/dossier/intake.ts'
import { parseCitizenCardQr } from '#core/identity/citizen-card.ts'
import { Day } from '#core/record/instant.ts'
import {
  changePaper,
  changePlacements,
  chooseProcedure,
  fillFromCard,
  isCitizenEmpty,
  isDraftEmpty,
} from '#renderer/features/intake/intake-changes.ts'
import { listMissing } from '#renderer/features/intake/missing-items.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'

const today = Day.parse('2026-11-20')
const { procedures } = loadCatalogue()

function makeDraft(patch: Record<string, unknown> = {}) {
  return IntakeDraft.parse({
    kind: 'draft',
    schemaVersion: 1,
    id: 'draft:01JD00000000000000000000AA',
    author: 'person:an.nt',
    started: '2026-11-20T08:00:00+07:00',
    updated: '2026-11-20T08:00:00+07:00',
    procedureCode: null,
    channel: 1,
    competent: null,
    assisting: null,
    applicant: {
      type: 'citizen',
      name: '',
      personalId: null,
      oldId: null,
      taxCode: null,
      birthDate: null,
      sex: null,
      address: { text: '', unitCode: null },
      phone: null,
      email: null,
      nameToCheck: false,
    },
    submitter: null,
    subject: '',
    sets: 1,
    papers: [],
    placements: [],
    feeQuantities: {},
    exemptionCode: null,
    feeLines: [],
    payment: null,
    deliveryMethod: 'counter',
    deliveryPlace: '',
    note: '',
    ...patch,
  })
}

function getProcedure(code: string) {
  const procedure = procedures.find((one) => one.code === code)
  if (procedure === undefined) throw new Error(code)
  return procedure
}

function readCard(text: string) {
  const reading = parseCitizenCardQr(text, today)
  if (!reading.ok) throw new Error(reading.reason)
  return reading.card
}

const page = {
  id: 'p1',
  page: 'a'.repeat(64),
  mediaType: 'image/png',
  sizeBytes: 1,
  widthPx: 1,
  heightPx: 1,
  purpose: 'paper',
  order: 1,
  rotation: 0,
  source: 'file',
  added: { at: '2026-11-20T08:00:00+07:00', by: 'person:an.nt', byName: 'An' },
}

describe('filling the citizen from a card', () => {
  const card = readCard('072090000001|290000001|NGUYỄN VĂN A|01011990|Nam|Ấp 1, Xã Thử Nghiệm, Tây Ninh|01072021')

  it('fills name, numbers, birth date as people write it, sex and address', () => {
    const { applicant } = fillFromCard(makeDraft(), card, { name: null, unitCode: null })
    expect(applicant).toMatchObject({
      name: 'NGUYỄN VĂN A',
      personalId: '072090000001',
      oldId: '290000001',
      birthDate: '01/01/1990',
      sex: 'male',
      nameToCheck: false,
    })
    expect(applicant.address.text).toBe('Ấp 1, Xã Thử Nghiệm, Tây Ninh')
  })

  it('takes a bent name from an earlier dossier of the number, and marks it to be checked where there is none', () => {
    const bent = { ...card, name: 'NGUYEENX VAWN A', nameToCheck: true }
    expect(fillFromCard(makeDraft(), bent, { name: 'NGUYỄN VĂN A', unitCode: null }).applicant).toMatchObject({
      name: 'NGUYỄN VĂN A',
      nameToCheck: false,
    })
    expect(fillFromCard(makeDraft(), bent, { name: null, unitCode: null }).applicant).toMatchObject({
      name: 'NGUYEENX VAWN A',
      nameToCheck: true,
    })
  })

  it('knows an empty citizen block, and an empty draft', () => {
    expect(isCitizenEmpty(makeDraft())).toBe(true)
    expect(isDraftEmpty(makeDraft())).toBe(true)
    expect(isCitizenEmpty(fillFromCard(makeDraft(), card, { name: null, unitCode: null }))).toBe(false)
    expect(isDraftEmpty(makeDraft({ note: 'x' }))).toBe(false)
  })
})

describe('choosing the procedure', () => {
  const birth = getProcedure('1.001193')

  it('brings its papers, required ones missing', () => {
    const draft = chooseProcedure(makeDraft(), birth)
    expect(draft.papers.map((paper) => paper.paperId)).toEqual(birth.papers.map((paper) => paper.id))
    expect(draft.papers.filter((paper) => paper.required).every((paper) => paper.met === 'missing')).toBe(true)
  })

  it('keeps pages that were added before, unsorted where their paper is gone', () => {
    const draft = chooseProcedure(makeDraft({ placements: [{ ...page, paperId: 'gone' }] }), birth)
    expect(draft.placements).toMatchObject([{ id: 'p1', paperId: null }])
  })

  it('changes nothing where it is chosen again', () => {
    const draft = chooseProcedure(makeDraft(), birth)
    expect(chooseProcedure(draft, birth)).toBe(draft)
  })
})

describe('papers and their pages', () => {
  const draft = chooseProcedure(makeDraft(), getProcedure('1.001193'))
  const paperId = draft.papers[0]?.paperId ?? ''
  const metOf = (papers: Paper[]) => papers.find((paper) => paper.paperId === paperId)?.met
  const withPage = changePlacements(draft, [...makeDraft({ placements: [{ ...page, paperId }] }).placements])

  it('counts a paper as scanned when it gets its first page', () => {
    expect(metOf(withPage.papers)).toBe('scan')
  })

  it('counts it as missing again when its last page goes', () => {
    expect(metOf(changePlacements(withPage, []).papers)).toBe('missing')
  })

  it('frees the pages of a paper that was looked up instead', () => {
    expect(changePaper(withPage, paperId, { met: 'lookup' }).placements[0]?.paperId).toBeNull()
  })
})

describe('what is still missing', () => {
  const fields = (patch: Record<string, unknown>) => listMissing(makeDraft(patch), today).map((item) => item.field)
  const citizen = { ...makeDraft().applicant, name: 'Nguyễn Văn A', personalId: '072090000001', address: { text: 'Ấp 1', unitCode: null } }

  it('names number, name, address and procedure of an empty intake, in the order of the page', () => {
    expect(fields({})).toEqual(['applicant.personalId', 'applicant.name', 'applicant.address', 'procedureCode'])
  })

  it('names an impossible birth date and one in the future', () => {
    expect(listMissing(makeDraft({ applicant: { ...citizen, birthDate: '31/02/1990' } }), today)[0]).toEqual({
      field: 'applicant.birthDate',
      message: 'birthDate.impossible',
    })
    expect(listMissing(makeDraft({ applicant: { ...citizen, birthDate: '21/11/2026' } }), today)[0]).toEqual({
      field: 'applicant.birthDate',
      message: 'birthDate.future',
    })
  })

  it('takes a birth date that is only a year or a month', () => {
    expect(fields({ applicant: { ...citizen, birthDate: '1950' } })).toEqual(['procedureCode'])
    expect(fields({ applicant: { ...citizen, birthDate: '05/1950' } })).toEqual(['procedureCode'])
  })

  it('asks an organisation for its tax code, not for a personal number', () => {
    expect(fields({ applicant: { ...citizen, type: 'organisation', personalId: null } })).toEqual(['applicant.taxCode', 'procedureCode'])
  })

  it('names each required paper by its field, and none once all are met', () => {
    const draft = chooseProcedure(makeDraft({ applicant: citizen }), getProcedure('1.001193'))
    const required = draft.papers.filter((paper) => paper.required)
    expect(listMissing(draft, today).map((item) => item.field)).toEqual(required.map((paper) => `papers.${paper.paperId}`))
    expect(listMissing({ ...draft, papers: draft.papers.map((paper) => ({ ...paper, met: 'paper' })) }, today)).toEqual([])
  })

  it('asks for the pages of a paper that is said to be scanned', () => {
    const draft = chooseProcedure(makeDraft({ applicant: citizen }), getProcedure('1.001193'))
    const papers = draft.papers.map((paper, at) => ({ ...paper, met: at === 0 ? ('scan' as const) : ('paper' as const) }))
    expect(listMissing({ ...draft, papers }, today)).toMatchObject([{ message: 'paperPages' }])
  })

  it('asks for the receipt number of money taken', () => {
    const payment = { method: 'cash', amountVnd: 8000, receipt: { kind: 'paper', series: 'AB/26', number: '' } }
    expect(fields({ applicant: citizen, payment })).toEqual(['procedureCode', 'payment.number'])
  })
})
