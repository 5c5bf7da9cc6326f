import type { BirthDate } from '#core/dossier/applicant.ts'
import { Day } from '#core/record/instant.ts'
import { hasLostMarks, isBrokenText, isLikelyBentName } from './bent-text.ts'
import { isFuture, toBirthDate } from './birth-date.ts'
import { foldText } from './fold-text.ts'

/** What a person should look at on a card that was read all the same; the field at fault is null. */
export type CardWarning =
  | 'old-id-odd'
  | 'birth-date-impossible'
  | 'birth-date-future'
  | 'sex-unknown'
  | 'issued-on-impossible'
  | 'text-bent'

/** The fields of a citizen card's QR code. */
export type CitizenCard = {
  personalId: string
  /** The CMND before it: 9 digits, or 12. */
  oldId: string | null
  name: string
  birthDate: BirthDate | null
  sex: 'male' | 'female' | null
  address: string
  issuedOn: Day | null
  /** Fields after the seventh (cards from 2024-07-01); their order is not verified, so nothing is read out of them. */
  extra: string[]
  /** True where a keyboard or scanner seems to have bent the marks ("Kiểm tra dấu"). The digits are kept as they came. */
  nameToCheck: boolean
  warnings: CardWarning[]
}

/** `not-a-card`: the QR of something else. `too-few-fields`: a card's beginning, but the scan was cut. */
export type CardRefusal = 'empty' | 'not-a-card' | 'too-few-fields' | 'name-missing'

export type CardReading = { ok: true; card: CitizenCard } | { ok: false; reason: CardRefusal }

const cardFields = 7

/** Whether typed or pasted text looks like the QR of a citizen card: 12 digits, then `|`. */
export function isLikelyCardScan(text: string): boolean {
  return /^\d{12} ?\|/.test(firstLine(text))
}

/**
 * Reads the QR of a citizen card (CCCD gắn chíp, thẻ căn cước), domain.md §5.2:
 * `number|old CMND|name|ddMMyyyy born|Nam/Nữ|address|ddMMyyyy issued`, more fields kept in `extra`. Births known only by year or
 * month (`yyyy`, `00yyyy`, `MMyyyy`, `0000yyyy`) stay so. Text is NFC. With `today`, a birth after it is marked.
 */
export function parseCitizenCardQr(text: string, today?: Day): CardReading {
  const line = firstLine(text)
  if (line === '') return { ok: false, reason: 'empty' }
  if (!isLikelyCardScan(line)) return { ok: false, reason: 'not-a-card' }
  const fields = line.split('|').map(tidied)
  if (fields.length < cardFields) return { ok: false, reason: 'too-few-fields' }
  const [personalId = '', oldId = '', name = '', birth = '', sex = '', address = '', issued = ''] = fields
  if (name === '') return { ok: false, reason: 'name-missing' }
  const card = {
    personalId,
    oldId: /^(\d{9}|\d{12})$/.test(oldId) ? oldId : null,
    name,
    birthDate: readBirthDate(birth),
    sex: readSex(sex),
    address,
    issuedOn: readDay(issued),
    extra: fields.slice(cardFields),
    nameToCheck: isLikelyBentName(name) || hasLostMarks(name + address) || isBrokenText(sex + address),
  }
  return { ok: true, card: withWarnings(card, { oldId, birth, issued, today }) }
}

function withWarnings(
  card: Omit<CitizenCard, 'warnings'>,
  raw: { oldId: string; birth: string; issued: string; today: Day | undefined },
): CitizenCard {
  const warnings: CardWarning[] = []
  const isBornInFuture = card.birthDate !== null && raw.today !== undefined && isFuture(card.birthDate, raw.today)
  if (raw.oldId !== '' && card.oldId === null) warnings.push('old-id-odd')
  if (raw.birth !== '' && card.birthDate === null) warnings.push('birth-date-impossible')
  if (isBornInFuture) warnings.push('birth-date-future')
  if (card.sex === null) warnings.push('sex-unknown')
  if (raw.issued !== '' && card.issuedOn === null) warnings.push('issued-on-impossible')
  if (card.nameToCheck) warnings.push('text-bent')
  return { ...card, birthDate: isBornInFuture ? null : card.birthDate, warnings }
}

/** A scanner ends with CR or sends the code twice; some put a byte-order mark first. */
function firstLine(text: string): string {
  return (
    text
      .replace(/[\ufeff\u200b]/g, '')
      .trim()
      .split(/[\r\n]/)[0]
      ?.trim() ?? ''
  )
}

function tidied(field: string): string {
  return field.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function readBirthDate(digits: string): BirthDate | null {
  if (!/^(\d{4}|\d{6}|\d{8})$/.test(digits)) return null
  const padded = digits.padStart(8, '0')
  const known = (part: string) => (part === '00' ? '' : part)
  const [day, month] = [known(padded.slice(0, 2)), known(padded.slice(2, 4))]
  return day !== '' && month === '' ? null : toBirthDate({ day, month, year: padded.slice(4) })
}

function readDay(digits: string): Day | null {
  if (!/^\d{8}$/.test(digits)) return null
  const day = Day.safeParse(`${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`)
  return day.success ? day.data : null
}

/** By the first letters, which survive when an input method bends `Nữ` into `Nuwx` or `Nu74`. */
function readSex(text: string): 'male' | 'female' | null {
  const folded = foldText(text)
  if (/^nam$/.test(folded)) return 'male'
  return /^nu[0-9wxo~+]*$/.test(folded) ? 'female' : null
}
