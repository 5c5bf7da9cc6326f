import type { Dossier } from '#core/dossier/dossier.ts'
import { foldText } from '#core/identity/fold-text.ts'
import type { DossierRow } from '../desk.ts'

/** A row with the folded text that search scans. Measured: a plain scan beats the search libraries at this size. */
export type SearchLine = { row: DossierRow; text: string; tails: string }

/** The folded words and the ends of numbers under which a dossier is found. */
export function toSearchTexts(record: Dossier): Pick<SearchLine, 'text' | 'tails'> {
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
type SoughtWord = { anywhere: string; atStart: string; atEnd: string | null }

/** Rows that hold every word, best first: an end of a number, then the start of a word, then anywhere; newer before older. */
export function searchLines(lines: SearchLine[], query: string, limit: number): DossierRow[] {
  const words = foldText(query)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ anywhere: word, atStart: ` ${word}`, atEnd: /\d{3,}$/.test(word) ? `${word}|` : null }))
  if (words.length === 0) return []
  const found: { row: DossierRow; score: number }[] = []
  for (const line of lines) {
    const score = scoreOf(line, words)
    if (score > 0) found.push({ row: line.row, score })
  }
  return found
    .sort((a, b) => b.score - a.score || (a.row.receivedAt < b.row.receivedAt ? 1 : -1))
    .slice(0, limit)
    .map(({ row }) => row)
}

function scoreOf({ text, tails }: SearchLine, words: SoughtWord[]): number {
  let score = 0
  for (const { anywhere, atStart, atEnd } of words) {
    if (atEnd !== null && tails.includes(atEnd)) score += 4
    else if (text.includes(atStart)) score += 2
    else if (text.includes(anywhere)) score += 1
    else return 0
  }
  return score
}
