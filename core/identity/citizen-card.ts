import type { BirthDate } from '#core/dossier/applicant.ts'
import type { Day } from '#core/record/instant.ts'

/** What a card reader should be told about a card that was read all the same. */
export type CardWarning = 'birth-date-impossible' | 'birth-date-future' | 'issued-on-impossible' | 'old-id-odd' | 'sex-unknown' | 'text-bent'

/** The fields of a citizen card's QR code. */
export type CitizenCard = {
  personalId: string
  oldId: string | null
  name: string
  birthDate: BirthDate | null
  sex: 'male' | 'female' | null
  address: string
  issuedOn: Day | null
  /** Fields after the seventh (cards from 2024-07-01), order not verified. */
  extra: string[]
  /** True where a Vietnamese keyboard seems to have bent the text ("Kiểm tra dấu"). */
  nameToCheck: boolean
  warnings: CardWarning[]
}

export type CardRefusal = 'empty' | 'not-a-card' | 'too-few-fields' | 'name-missing'
export type CardReading = { ok: true; card: CitizenCard } | { ok: false; reason: CardRefusal }

/** Whether typed or pasted text looks like the QR of a citizen card: 12 digits, then `|`. */
export function isLikelyCardScan(_text: string): boolean {
  throw new Error('not built yet')
}

export function parseCitizenCardQr(_text: string, _today?: Day): CardReading {
  throw new Error('not built yet')
}
