import { foldText } from '#core/identity/fold-text.ts'
import type { Procedure } from './procedure.ts'

/** How often each procedure code is asked for at a desk. */
export type ProcedureUses = ReadonlyMap<string, number>

/** Words that nearly every name starts with: "khai sinh" means "Đăng ký khai sinh" before "Khai sinh có yếu tố nước ngoài". */
const fillers = new Set(['dang', 'ky', 'thu', 'tuc', 'cap', 'thuc', 'hien', 'giai', 'quyet'])

/**
 * Procedures whose name, short name, sector or code holds every word of `text`, in any order, marks and capitals ignored.
 * Best first: an exact code; short names that say these words and nothing else; short names that hold them as whole words, then as
 * beginnings; the rest. Among equals the often used first, then the one with fewest other words, then by name. All for an empty text.
 */
export function findProcedures(procedures: readonly Procedure[], text: string, uses: ProcedureUses = new Map()): Procedure[] {
  const words = foldText(text)
    .split(' ')
    .filter((word) => word !== '')
  const usesOf = (procedure: Procedure) => uses.get(procedure.code) ?? 0
  return procedures
    .map((procedure) => ({ procedure, rank: rankOf(procedure, words), others: otherWords(procedure, words) }))
    .filter((one) => one.rank > 0)
    .sort(
      (a, b) =>
        b.rank - a.rank ||
        usesOf(b.procedure) - usesOf(a.procedure) ||
        a.others - b.others ||
        a.procedure.name.localeCompare(b.procedure.name, 'vi') ||
        (a.procedure.id < b.procedure.id ? -1 : 1),
    )
    .map((one) => one.procedure)
}

function rankOf(procedure: Procedure, words: readonly string[]): number {
  if (words.length === 0) return 1
  if (words.length === 1 && words[0] === procedure.code) return 5
  const short = shortWordsOf(procedure)
  if (words.every((word) => short.includes(word))) return otherWords(procedure, words) === 0 ? 4 : 3
  if (words.every((word) => short.some((one) => one.startsWith(word)))) return 2
  const all = foldText(`${procedure.code} ${procedure.shortName} ${procedure.name} ${procedure.sector}`)
  return words.every((word) => all.includes(word)) ? 1 : 0
}

function otherWords(procedure: Procedure, words: readonly string[]): number {
  return words.length === 0 ? 0 : shortWordsOf(procedure).filter((word) => !words.includes(word) && !fillers.has(word)).length
}

function shortWordsOf(procedure: Procedure): string[] {
  return foldText(procedure.shortName)
    .split(/[\s,()/]+/)
    .filter((word) => word !== '')
}
