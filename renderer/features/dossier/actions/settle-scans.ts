import type { Paper, Placement } from '#core/dossier/dossier.ts'

/** A paper that was missing and now has pages has been met by a scan; one whose pages are all gone is missing again. */
export function settleScans(papers: readonly Paper[], placements: readonly Placement[]): Paper[] {
  return papers.map((paper) => {
    const scanned = placements.some((one) => one.paperId === paper.paperId && one.purpose !== 'result')
    if (scanned && (paper.met === 'missing' || paper.met === 'not_needed')) return { ...paper, met: 'scan' }
    if (!scanned && paper.met === 'scan') return { ...paper, met: paper.required ? 'missing' : 'not_needed' }
    return paper
  })
}
