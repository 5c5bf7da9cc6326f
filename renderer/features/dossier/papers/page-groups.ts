import type { Dossier, Paper, Placement } from '#core/dossier/dossier.ts'

/** Pages that stand together: those of one paper, those of the result, or those not sorted yet. */
export type PageGroup = { key: string; paper: Paper | null; kind: 'paper' | 'result' | 'loose'; pages: Placement[] }

/** Every page in reading order: papers as listed, then what is not sorted, then the result. Papers without pages stay in. */
export function groupPages({ papers, placements }: Pick<Dossier, 'papers' | 'placements'>): PageGroup[] {
  const known = new Set(papers.map((paper) => paper.paperId))
  const inOrder = [...placements].sort((a, b) => a.order - b.order)
  const working = inOrder.filter((one) => one.purpose !== 'result')
  const ofPapers = papers.map(
    (paper): PageGroup => ({ key: paper.paperId, paper, kind: 'paper', pages: working.filter((one) => one.paperId === paper.paperId) }),
  )
  const loose = working.filter((one) => one.paperId === null || !known.has(one.paperId))
  const results = inOrder.filter((one) => one.purpose === 'result')
  return [
    ...ofPapers,
    { key: 'loose', paper: null, kind: 'loose', pages: loose },
    { key: 'result', paper: null, kind: 'result', pages: results },
  ]
}

/** Required papers, and how many of them are met. A scan counts once it has a page. */
export function countMet({ papers, placements }: Pick<Dossier, 'papers' | 'placements'>): { met: number; needed: number } {
  const needed = papers.filter((paper) => paper.required)
  const met = needed.filter((paper) =>
    paper.met === 'scan' ? placements.some((one) => one.paperId === paper.paperId) : paper.met !== 'missing',
  )
  return { met: met.length, needed: needed.length }
}
