import type { BirthDate } from '#core/dossier/applicant.ts'

/** What does not fit in a personal number. */
export type PersonalIdWarning = 'province-unknown' | 'century-unknown' | 'birth-year-differs' | 'sex-differs'

/** Codes of the 63 provinces before 2025-07-01, which stay in existing numbers; 100 and above are countries (domain.md §5.1). */
const provinceCodes = new Set(
  (
    '001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040 042 044 045 046 048 ' +
    '049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096'
  ).split(' '),
)

const firstCountryCode = 100

/** Whether the text is a personal identification number (số định danh cá nhân) in shape: 12 digits. There is no check digit. */
export function isPersonalId(text: string): boolean {
  return /^\d{12}$/.test(text)
}

/**
 * What in a 12-digit number does not fit the person. Its form is province or country (3), century and sex (1: 0/1 = male/female
 * 1900–1999, 2/3 = 2000–2099 …), year (2), chance (6). Warnings, never refusals: old data are dirty.
 */
export function checkPersonalId(question: {
  personalId: string
  birthDate: BirthDate | null
  sex: 'male' | 'female' | null
}): PersonalIdWarning[] {
  const { personalId, birthDate, sex } = question
  const place = personalId.slice(0, 3)
  const centuryAndSex = Number(personalId.charAt(3))
  const year = 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(personalId.slice(4, 6))
  const warnings: PersonalIdWarning[] = []
  if (!provinceCodes.has(place) && Number(place) < firstCountryCode) warnings.push('province-unknown')
  // 4 and above would be a birth after 2099.
  if (centuryAndSex > 3) warnings.push('century-unknown')
  else if (birthDate !== null && Number(birthDate.slice(0, 4)) !== year) warnings.push('birth-year-differs')
  if (sex !== null && (centuryAndSex % 2 === 0 ? 'male' : 'female') !== sex) warnings.push('sex-differs')
  return warnings
}

/** An identity number for lists: `072090000001` → `072******001`; the middle of any other length is hidden likewise. */
export function maskPersonalId(personalId: string): string {
  if (personalId.length <= 6) return '*'.repeat(personalId.length)
  return personalId.slice(0, 3) + '*'.repeat(personalId.length - 6) + personalId.slice(-3)
}
