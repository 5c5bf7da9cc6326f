import type { BirthDate } from '#core/dossier/applicant.ts'

export type PersonalIdWarning = 'province-unknown' | 'century-unknown' | 'birth-year-differs' | 'sex-differs'

/** Whether the text is a personal identification number in shape: 12 digits. */
export function isPersonalId(text: string): boolean {
  return /^\d{12}$/.test(text)
}

/** What in a 12-digit number does not fit the person; warnings, because old data are dirty. */
export function checkPersonalId(_question: {
  personalId: string
  birthDate: BirthDate | null
  sex: 'male' | 'female' | null
}): PersonalIdWarning[] {
  throw new Error('not built yet')
}

/** `072090000001` → `072******001`. */
export function maskPersonalId(_personalId: string): string {
  throw new Error('not built yet')
}
