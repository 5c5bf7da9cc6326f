import { describe, expect, test } from 'vitest'
import { Day } from '#core/record/instant.ts'
import {
  type CorrectedPath,
  correctedValues,
  listCorrected,
  listCorrectionFaults,
  needsReason,
  rebaseCorrection,
  startCorrection,
} from '#renderer/features/dossier/correction/correction-draft.ts'
import { makeDossier } from '#test/support/trade-world.ts'

const today = Day.parse('2026-11-22')
const dossier = makeDossier()
const typed = (lines: Partial<Record<CorrectedPath, string>>) => {
  const start = startCorrection(dossier)
  return { ...start, now: { ...start.now, ...lines } }
}

describe('a correction', () => {
  test('untouched, it changes nothing: what comes back is what stood there', () => {
    const { applicant, submitter, subject } = dossier
    expect(listCorrected(startCorrection(dossier))).toEqual([])
    expect(correctedValues(startCorrection(dossier))).toEqual({ applicant, submitter, subject })
  })

  test('of a name, number or birth date needs a reason; of a phone or the subject none', () => {
    for (const path of ['applicant.name', 'applicant.personalId', 'applicant.birthDate'] as const)
      expect(needsReason(typed({ [path]: 'x' }))).toBe(true)
    expect(needsReason(typed({ 'applicant.phone': '0987654321', subject: 'Khác' }))).toBe(false)
  })

  test('takes a day as people write it and a phone in any form', () => {
    const { applicant } = correctedValues(typed({ 'applicant.birthDate': '1/2/1991', 'applicant.phone': '+84 987 654 321' }))
    expect(applicant).toMatchObject({ birthDate: '1991-02-01', phone: '0987654321' })
  })

  test('names every line that cannot be right', () => {
    const wrong = typed({
      'applicant.name': ' ',
      'applicant.personalId': '123',
      'applicant.birthDate': '31/02/1990',
      'submitter.phone': '0987654321',
    })
    expect(listCorrectionFaults(wrong, today)).toEqual(['applicant.name', 'applicant.personalId', 'applicant.birthDate', 'submitter.name'])
    expect(listCorrectionFaults(startCorrection(dossier), today)).toEqual([])
  })

  test('a name that was checked against the paper no longer asks to be', () => {
    const doubtful = { ...dossier, applicant: { ...dossier.applicant, nameToCheck: true } }
    const start = startCorrection(doubtful)
    expect(correctedValues({ ...start, now: { ...start.now, 'applicant.name': 'TRẦN THỊ BÉ' } }).applicant.nameToCheck).toBe(false)
    expect(correctedValues(start).applicant.nameToCheck).toBe(true)
  })

  test('another desk’s edit meanwhile is kept, and so is what was typed here', () => {
    const elsewhere = { ...dossier, subject: 'Quầy kia sửa' }
    const { applicant, subject } = correctedValues(rebaseCorrection(typed({ 'applicant.phone': '0987654321' }), elsewhere))
    expect([applicant.phone, subject]).toEqual(['0987654321', 'Quầy kia sửa'])
  })

  test('a submitter comes in by name and goes when all lines are emptied', () => {
    const { submitter } = correctedValues(typed({ 'submitter.name': 'Lê Văn C', 'submitter.relation': 'Con' }))
    expect(submitter).toEqual({ name: 'Lê Văn C', personalId: null, phone: null, relation: 'Con', authorisation: '' })
    expect(correctedValues(typed({ 'submitter.name': '' })).submitter).toBeNull()
  })
})
