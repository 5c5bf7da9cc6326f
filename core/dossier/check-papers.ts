import type { Catalogue } from '#core/procedure/catalogue.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { Dossier, Paper, Placement } from './dossier.ts'

type Sheets = { papers: readonly Paper[]; placements: readonly Placement[] }

/**
 * A paper that is only shown is handed back; the desk may not ask for a copy of it (domain.md §4.3).
 * @throws RuleBroken `shown-paper-copied` with the paper's path
 */
export function assertShownPapersNotCopied(dossier: Pick<Dossier, 'procedure'>, sheets: Sheets, catalogue: Catalogue): void {
  const procedure = catalogue.procedures.find((one) => one.code === dossier.procedure.code && one.version === dossier.procedure.version)
  for (const rule of procedure?.papers ?? []) {
    if (!rule.shownOnly) continue
    const kept = sheets.papers.find((one) => one.paperId === rule.id)
    const scanned = sheets.placements.some((one) => one.paperId === rule.id)
    if (scanned || kept?.met === 'scan' || kept?.met === 'paper') throw new RuleBroken('shown-paper-copied', `papers.${rule.id}`)
  }
}

/**
 * Every required paper is there: as pages, on paper, shown, or answered by a database.
 * @throws RuleBroken `paper-missing` with the paper's path
 */
export function assertPapersComplete(sheets: Sheets): void {
  for (const paper of sheets.papers) {
    const met = paper.met === 'scan' ? sheets.placements.some((one) => one.paperId === paper.paperId) : paper.met !== 'missing'
    const lookedUp = paper.met !== 'lookup' || paper.lookup !== null
    if (paper.required && !(met && lookedUp)) throw new RuleBroken('paper-missing', `papers.${paper.paperId}`)
  }
}
