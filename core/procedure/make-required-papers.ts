import type { Paper } from '#core/dossier/dossier.ts'
import type { Procedure } from './procedure.ts'

/** The checklist an intake starts with: every paper of the procedure, none met yet, in the order of the catalogue. */
export function makeRequiredPapers(procedure: Procedure): Paper[] {
  return procedure.papers.map((paper) => ({
    paperId: paper.id,
    name: paper.name,
    required: paper.required,
    originals: paper.originals,
    copies: paper.copies,
    met: paper.required ? 'missing' : 'not_needed',
    lookup: null,
    note: '',
  }))
}
