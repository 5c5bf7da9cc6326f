import { foldText } from '#core/identity/fold-text.ts'
import type { Procedure } from './procedure.ts'

/**
 * Procedures whose name, short name, sector or code holds every word of `text`, in any order, marks and capitals ignored.
 * Best first: an exact code, then short names that hold all words, then the rest, each by name. All of them for an empty text.
 */
export function findProcedures(procedures: readonly Procedure[], text: string): Procedure[] {
  const words = foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '')
  return procedures
    .map((procedure) => ({ procedure, rank: rankOf(procedure, words) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => b.rank - a.rank || a.procedure.name.localeCompare(b.procedure.name, 'vi') || (a.procedure.id < b.procedure.id ? -1 : 1))
    .map((one) => one.procedure)
}

function rankOf(procedure: Procedure, words: readonly string[]): number {
  if (words.length === 1 && words[0] === procedure.code) return 4
  const short = foldText(procedure.shortName)
  if (words.every((word) => short.includes(word))) return words.length > 0 && short.startsWith(words[0] ?? '') ? 3 : 2
  const all = `${procedure.code} ${short} ${foldText(procedure.name)} ${foldText(procedure.sector)}`
  return words.every((word) => all.includes(word)) ? 1 : 0
}
