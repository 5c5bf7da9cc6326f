import { parseBirthDate } from '#core/identity/birth-date.ts'
import { parsePhone } from '#core/identity/phone.ts'
import type { CaseChoice, CaseField } from '#core/reconciliation/case.ts'
import { type Day, Day as DayText } from '#core/record/instant.ts'
import { partsOf } from '#core/sync/field-classes.ts'
import { parseDayText, parseMoneyText } from '#renderer/features/dossier/actions/day-text.ts'

type Value = CaseChoice['value']

/** Fields that may not be left empty. */
const needed = new Set(['applicant.name', 'submitter.name', 'procedure.name'])

const addressPath = 'applicant.address'

/** Codes are chosen, never typed. */
const neverNull = new Set(['subject', 'note', 'text', 'place', 'relation', 'authorisation', 'dutyNote'])

const coded = new Set(['sex', 'type', 'channel', 'method', 'met', 'outcome', 'state', 'status', 'stage', 'relation', 'level'])

/** True where a person may type a value of their own: one line of text, a day or an amount. */
export function canType({ path, base, mine, theirs }: CaseField): boolean {
  const leaf = leafOf(path)
  if (path === 'step' || (coded.has(leaf) && path !== 'submitter.relation')) return false
  if (path === addressPath) return true
  return [base, mine, theirs].every(
    (value) => value === null || typeof value === 'string' || (typeof value === 'number' && isCounted(leaf)),
  )
}

/** The value that typed words stand for; null where they cannot be one. */
export function readTyped({ path }: Pick<CaseField, 'path'>, typed: string, today: Day): { value: Value } | null {
  const text = typed.trim().normalize('NFC')
  const leaf = leafOf(path)
  if (path === addressPath) return { value: { text, unitCode: null } }
  if (text === '') return emptyValue(path, leaf)
  if (leaf === 'birthDate') {
    const read = parseBirthDate(text, today)
    return read.ok ? { value: read.birthDate } : null
  }
  if (leaf === 'phone') {
    const read = parsePhone(text)
    return read.ok ? { value: read.phone } : null
  }
  if (leaf === 'personalId') return shaped(text.replace(/\s/g, ''), /^\d{12}$/)
  if (leaf === 'oldId') return shaped(text.replace(/\s/g, ''), /^(\d{9}|\d{12})$/)
  if (isCounted(leaf)) {
    const amount = parseMoneyText(text)
    return amount === null || (leaf === 'sets' && amount === 0) ? null : { value: amount }
  }
  return leaf === 'issuedOn' ? readDay(text) : { value: text }
}

/** Some fields are never absent, only empty; some may be neither. */
function emptyValue(path: string, leaf: string): { value: Value } | null {
  if (needed.has(path) || isCounted(leaf)) return null
  return { value: neverNull.has(leaf) ? '' : null }
}

function readDay(text: string): { value: Value } | null {
  const day = DayText.safeParse(parseDayText(text))
  return day.success ? { value: day.data } : null
}

function shaped(text: string, shape: RegExp): { value: Value } | null {
  return shape.test(text) ? { value: text } : null
}

function isCounted(leaf: string): boolean {
  return leaf === 'sets' || leaf === 'originals' || leaf === 'copies' || leaf.endsWith('Vnd')
}

/** The words a field's own box opens with when a person types. */
export function typedFrom(path: string, value: Value): string {
  if (typeof value === 'string')
    return leafOf(path) === 'birthDate' || leafOf(path) === 'issuedOn' ? value.split('-').reverse().join('/') : value
  if (typeof value === 'number') return String(value)
  return value !== null && typeof value === 'object' && !Array.isArray(value) && typeof value['text'] === 'string' ? value['text'] : ''
}

function leafOf(path: string): string {
  return partsOf(path).at(-1)?.name ?? ''
}
