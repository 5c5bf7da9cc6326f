import { isLikelyCardScan } from '#core/identity/citizen-card.ts'
import { foldText } from '#core/identity/fold-text.ts'
import type { Dossier } from './dossier.ts'
import { findReceiptInQr } from './receipt-qr.ts'

/** What a search scans of one dossier: folded words between spaces, and the ends of its numbers between bars. */
export type SearchText = { text: string; tails: string }

/** The folded words and the ends of numbers under which a dossier is found, at the desk and at the centre alike. */
export function toSearchTexts(record: Dossier): SearchText {
  const { applicant, submitter, procedure } = record
  const birthYear = applicant.birthDate?.slice(0, 4) ?? ''
  const former = (record.formerCodes ?? []).map(({ code }) => code)
  const words = [record.code, ...former, applicant.name, submitter?.name ?? '', procedure.name, procedure.code, record.subject, birthYear]
  const numbers = [
    applicant.personalId,
    applicant.oldId,
    applicant.taxCode,
    applicant.phone,
    submitter?.personalId,
    submitter?.phone,
    record.code,
    ...former,
  ]
  return {
    text: ` ${foldText(words.join(' '))} `,
    tails: `${numbers.filter((one) => one != null && one !== '').join('|')}|`.toLowerCase(),
  }
}

/** A word with the texts that a line is scanned for, made once and not again for every line. */
export type SoughtWord = { anywhere: string; atStart: string; atEnd: string | null }

/** The words of a search, marks ignored; none = nothing is sought. A scanned receipt seeks its code, a scanned card its number. */
export function toSoughtWords(query: string): SoughtWord[] {
  const scanned = isLikelyCardScan(query) ? query.trim().slice(0, 12) : findReceiptInQr(query)?.code
  return foldText(scanned ?? query)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ anywhere: word, atStart: ` ${word}`, atEnd: /\d{3,}$/.test(word) ? `${word}|` : null }))
}

/** How well a dossier matches: an end of a number counts most, then the start of a word; 0 where a word is missing. */
export function scoreSearch({ text, tails }: SearchText, words: SoughtWord[]): number {
  let score = 0
  for (const { anywhere, atStart, atEnd } of words) {
    if (atEnd !== null && tails.includes(atEnd)) score += 4
    else if (text.includes(atStart)) score += 2
    else if (text.includes(anywhere)) score += 1
    else return 0
  }
  return score
}
