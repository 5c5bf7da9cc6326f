import { parseBirthDate } from '#core/identity/birth-date.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { Applicant, Submitter } from './applicant.ts'
import type { IntakeDraft } from './intake.ts'

/**
 * The applicant of a draft, checked.
 * @throws RuleBroken `field-missing` or `field-invalid` with the field's path
 */
export function applicantOf(draft: IntakeDraft, at: Instant): Applicant {
  const typed = draft.applicant
  const name = typed.name.trim()
  if (name === '') throw new RuleBroken('field-missing', 'applicant.name')
  const personalId = blankToNull(typed.personalId)
  const oldId = blankToNull(typed.oldId)
  const taxCode = blankToNull(typed.taxCode)
  if (typed.type === 'citizen' && personalId === null && oldId === null) throw new RuleBroken('field-missing', 'applicant.personalId')
  if (typed.type === 'organisation' && taxCode === null) throw new RuleBroken('field-missing', 'applicant.taxCode')
  if (typed.address.text.trim() === '') throw new RuleBroken('field-missing', 'applicant.address')
  return parsePerson(Applicant, 'applicant', {
    ...typed,
    name,
    personalId,
    oldId,
    taxCode,
    birthDate: birthDateOf(typed.birthDate, at),
    phone: blankToNull(typed.phone),
    email: blankToNull(typed.email),
    address: { ...typed.address, text: typed.address.text.trim() },
  })
}

/**
 * The submitter of a draft, null where the applicant came in person.
 * @throws RuleBroken as `applicantOf`
 */
export function submitterOf(draft: IntakeDraft): Submitter | null {
  const typed = draft.submitter
  if (typed === null) return null
  if (typed.name.trim() === '') throw new RuleBroken('field-missing', 'submitter.name')
  return parsePerson(Submitter, 'submitter', {
    name: typed.name.trim(),
    personalId: blankToNull(typed.personalId),
    phone: blankToNull(typed.phone),
    relation: typed.relation.trim(),
    authorisation: typed.authorisation.trim(),
  })
}

function birthDateOf(typed: string | null, at: Instant): string | null {
  const text = blankToNull(typed)
  if (text === null) return null
  const parsed = parseBirthDate(text, dayOf(at))
  if (!parsed.ok) throw new RuleBroken('field-invalid', 'applicant.birthDate')
  return parsed.birthDate
}

function parsePerson<T>(
  shape: { safeParse: (value: unknown) => { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[] }[] } } },
  room: string,
  value: unknown,
): T {
  const parsed = shape.safeParse(value)
  if (!parsed.success) throw new RuleBroken('field-invalid', `${room}.${String(parsed.error.issues[0]?.path[0] ?? '')}`)
  return parsed.data
}

function blankToNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? null : trimmed
}
