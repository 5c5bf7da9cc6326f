import type { BirthDate } from '#core/dossier/applicant.ts'
import type { Day } from '#core/record/instant.ts'

export type BirthDateReading = { ok: true; birthDate: BirthDate } | { ok: false; reason: 'format' | 'impossible' | 'future' }

/** A birth date as typed (dd/MM/yyyy, MM/yyyy, yyyy) → as stored. */
export function parseBirthDate(_text: string, _today: Day): BirthDateReading {
  throw new Error('not built yet')
}

/** A stored birth date as people write it: dd/MM/yyyy, MM/yyyy or yyyy. */
export function formatBirthDate(birthDate: BirthDate): string {
  return birthDate.split('-').reverse().join('/')
}
