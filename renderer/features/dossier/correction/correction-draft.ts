import type { Applicant, Submitter } from '#core/dossier/applicant.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { formatBirthDate, parseBirthDate } from '#core/identity/birth-date.ts'
import { parsePhone } from '#core/identity/phone.ts'
import { type Day, dayOf, toInstant } from '#core/record/instant.ts'
import { fieldClassOf } from '#core/sync/field-classes.ts'

/** Every line of the correction form, by the path of the field that it puts right. */
export const correctedPaths = [
  'applicant.name',
  'applicant.personalId',
  'applicant.birthDate',
  'applicant.sex',
  'applicant.address',
  'applicant.phone',
  'applicant.email',
  'applicant.oldId',
  'applicant.taxCode',
  'subject',
  'submitter.name',
  'submitter.personalId',
  'submitter.phone',
  'submitter.relation',
  'submitter.authorisation',
] as const
export type CorrectedPath = (typeof correctedPaths)[number]

type Lines = Record<CorrectedPath, string>

/** A correction as typed. `before` is what `base` says line by line, so that only own changes count as such. */
export type CorrectionDraft = { base: Corrected; before: Lines; now: Lines }

type Corrected = Pick<Dossier, 'applicant' | 'submitter' | 'subject'>

/** The form with what the dossier says now. */
export function startCorrection({ applicant, submitter, subject }: Corrected): CorrectionDraft {
  const base = { applicant, submitter, subject }
  const lines = linesOf(base)
  return { base, before: lines, now: lines }
}

/** Carries own corrections over to the dossier as another desk has just left it. */
export function rebaseCorrection({ before, now }: CorrectionDraft, dossier: Corrected): CorrectionDraft {
  const fresh = startCorrection(dossier)
  const merged = { ...fresh.before }
  for (const path of correctedPaths) if (now[path] !== before[path]) merged[path] = now[path]
  return { ...fresh, now: merged }
}

/** Paths whose text differs from what stood there. */
export function listCorrected({ before, now }: Pick<CorrectionDraft, 'before' | 'now'>): CorrectedPath[] {
  return correctedPaths.filter((path) => now[path].trim() !== before[path].trim())
}

/** A name, number or birth date is not put right without saying why. */
export function needsReason(draft: CorrectionDraft): boolean {
  return listCorrected(draft).some((path) => fieldClassOf(path) === 'legal')
}

/** Lines that cannot be what they should be. */
export function listCorrectionFaults({ now }: CorrectionDraft, today: Day): CorrectedPath[] {
  const wrong: Partial<Record<CorrectedPath, boolean>> = {
    'applicant.name': now['applicant.name'].trim() === '',
    'applicant.personalId': !isShaped(now['applicant.personalId'], /^\d{12}$/),
    'applicant.oldId': !isShaped(now['applicant.oldId'], /^(\d{9}|\d{12})$/),
    'applicant.birthDate': now['applicant.birthDate'].trim() !== '' && !parseBirthDate(now['applicant.birthDate'], today).ok,
    'applicant.phone': now['applicant.phone'].trim() !== '' && !parsePhone(now['applicant.phone']).ok,
    'applicant.address': now['applicant.address'].trim() === '',
    'submitter.personalId': !isShaped(now['submitter.personalId'], /^\d{12}$/),
    'submitter.name': now['submitter.name'].trim() === '' && submitterLines.some((path) => now[path].trim() !== ''),
  }
  return correctedPaths.filter((path) => wrong[path] === true)
}

const submitterLines = ['submitter.personalId', 'submitter.phone', 'submitter.relation', 'submitter.authorisation'] as const

/** The whole new values that the command takes. Fields without a line of the form stay as they are. */
export function correctedValues(draft: CorrectionDraft): { applicant: Applicant; submitter: Submitter | null; subject: string } {
  const { base, now } = draft
  const changed = new Set(listCorrected(draft))
  return { applicant: applicantOf(now, base.applicant, changed), submitter: submitterOf(now), subject: now.subject.trim() }
}

function applicantOf(now: Lines, before: Applicant, changed: ReadonlySet<CorrectedPath>): Applicant {
  const sex = now['applicant.sex']
  return {
    ...before,
    name: now['applicant.name'].trim().normalize('NFC'),
    nameToCheck: before.nameToCheck && !changed.has('applicant.name'),
    personalId: textOrNull(now['applicant.personalId']),
    oldId: textOrNull(now['applicant.oldId']),
    taxCode: textOrNull(now['applicant.taxCode']),
    birthDate: birthDateOf(now['applicant.birthDate'], before.birthDate),
    sex: sex === 'male' || sex === 'female' ? sex : null,
    address: changed.has('applicant.address') ? { text: now['applicant.address'].trim(), unitCode: null } : before.address,
    phone: phoneOf(now['applicant.phone']),
    email: textOrNull(now['applicant.email']),
  }
}

function submitterOf(now: Lines): Submitter | null {
  const name = now['submitter.name'].trim()
  if (name === '') return null
  return {
    name: name.normalize('NFC'),
    personalId: textOrNull(now['submitter.personalId']),
    phone: phoneOf(now['submitter.phone']),
    relation: now['submitter.relation'].trim(),
    authorisation: now['submitter.authorisation'].trim(),
  }
}

function linesOf({ applicant, submitter, subject }: Corrected): Lines {
  return {
    'applicant.name': applicant.name,
    'applicant.personalId': applicant.personalId ?? '',
    'applicant.birthDate': applicant.birthDate === null ? '' : formatBirthDate(applicant.birthDate),
    'applicant.sex': applicant.sex ?? '',
    'applicant.address': applicant.address.text,
    'applicant.phone': applicant.phone ?? '',
    'applicant.email': applicant.email ?? '',
    'applicant.oldId': applicant.oldId ?? '',
    'applicant.taxCode': applicant.taxCode ?? '',
    subject,
    'submitter.name': submitter?.name ?? '',
    'submitter.personalId': submitter?.personalId ?? '',
    'submitter.phone': submitter?.phone ?? '',
    'submitter.relation': submitter?.relation ?? '',
    'submitter.authorisation': submitter?.authorisation ?? '',
  }
}

function birthDateOf(typed: string, before: Applicant['birthDate']): Applicant['birthDate'] {
  if (typed.trim() === '') return null
  const read = parseBirthDate(typed, dayOf(toInstant(Date.now())))
  return read.ok ? read.birthDate : before
}

function phoneOf(typed: string): string | null {
  const read = parsePhone(typed)
  return read.ok ? read.phone : textOrNull(typed)
}

function textOrNull(typed: string): string | null {
  const text = typed.trim()
  return text === '' ? null : text
}

function isShaped(typed: string, shape: RegExp): boolean {
  return typed.trim() === '' || shape.test(typed.trim())
}
