import type { Dossier } from '#core/dossier/dossier.ts'

type Sheets = Pick<Dossier, 'papers' | 'placements'>

/**
 * Carries what a person has changed in an open form over to the dossier as another desk has just left it: own changes win,
 * pages added elsewhere stay, pages removed elsewhere stay away.
 */
export function rebaseSheets(base: Sheets, mine: Sheets, theirs: Sheets): Sheets {
  return {
    papers: rebase({ base: base.papers, mine: mine.papers, theirs: theirs.papers }, (paper) => paper.paperId),
    placements: rebase({ base: base.placements, mine: mine.placements, theirs: theirs.placements }, (page) => page.id),
  }
}

function rebase<T>(
  { base, mine, theirs }: { base: readonly T[]; mine: readonly T[]; theirs: readonly T[] },
  idOf: (one: T) => string,
): T[] {
  const before = new Map(base.map((one) => [idOf(one), one]))
  const own = new Map(mine.map((one) => [idOf(one), one]))
  const there = new Set(theirs.map(idOf))
  const kept = theirs.flatMap((one) => {
    const edited = own.get(idOf(one))
    if (edited === undefined) return before.has(idOf(one)) ? [] : [one]
    return [edited === before.get(idOf(one)) ? one : edited]
  })
  return [...kept, ...mine.filter((one) => !before.has(idOf(one)) && !there.has(idOf(one)))]
}
