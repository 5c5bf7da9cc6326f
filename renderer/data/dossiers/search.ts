import { type SearchText, scoreSearch, toSoughtWords } from '#core/dossier/search-text.ts'
import type { DossierRow } from '../desk.ts'

/** A row with the folded text that search scans. Measured: a plain scan beats the search libraries at this size. */
export type SearchLine = SearchText & { row: DossierRow }

/** Rows that hold every word, best first: an end of a number, then the start of a word, then anywhere; newer before older. */
export function searchLines(lines: SearchLine[], query: string, limit: number): DossierRow[] {
  const words = toSoughtWords(query)
  if (words.length === 0) return []
  const found: { row: DossierRow; score: number }[] = []
  for (const line of lines) {
    const score = scoreSearch(line, words)
    if (score > 0) found.push({ row: line.row, score })
  }
  return found
    .sort((a, b) => b.score - a.score || (a.row.receivedAt < b.row.receivedAt ? 1 : -1))
    .slice(0, limit)
    .map(({ row }) => row)
}
