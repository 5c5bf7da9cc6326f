import { isFuture } from '#core/identity/birth-date.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { Applicant, Submitter } from './applicant.ts'

/**
 * What intake asks of an applicant holds after a correction too.
 * @throws RuleBroken `field-missing` or `field-invalid` with the field's path
 */
export function assertApplicantComplete(applicant: Applicant, at: Instant): void {
  if (applicant.name.trim() === '') throw new RuleBroken('field-missing', 'applicant.name')
  if (applicant.type === 'citizen' && applicant.personalId === null && applicant.oldId === null)
    throw new RuleBroken('field-missing', 'applicant.personalId')
  if (applicant.type === 'organisation' && applicant.taxCode === null) throw new RuleBroken('field-missing', 'applicant.taxCode')
  if (applicant.address.text.trim() === '') throw new RuleBroken('field-missing', 'applicant.address')
  if (applicant.birthDate !== null && isFuture(applicant.birthDate, dayOf(at))) throw new RuleBroken('field-invalid', 'applicant.birthDate')
}

/**
 * A submitter, where there is one, has a name.
 * @throws RuleBroken `field-missing`
 */
export function assertSubmitterComplete(submitter: Submitter | null): void {
  if (submitter !== null && submitter.name.trim() === '') throw new RuleBroken('field-missing', 'submitter.name')
}
