import type { Paper } from '#core/dossier/dossier.ts'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { formatBirthDate } from '#core/identity/birth-date.ts'
import type { CitizenCard } from '#core/identity/citizen-card.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import type { Procedure } from '#core/procedure/procedure.ts'

/** Whether nothing has been typed about the citizen yet, so that a scanned card may fill the block without asking. */
export function isCitizenEmpty({ applicant }: IntakeDraft): boolean {
  const typed = [applicant.name, applicant.personalId, applicant.oldId, applicant.taxCode, applicant.birthDate, applicant.address.text]
  return typed.every((text) => (text ?? '').trim() === '')
}

/** Whether nothing at all has been typed: such a draft is not worth keeping. */
export function isDraftEmpty(draft: IntakeDraft): boolean {
  const { applicant } = draft
  const contact = (applicant.phone ?? '') + (applicant.email ?? '') + draft.note
  return (
    isCitizenEmpty(draft) &&
    contact.trim() === '' &&
    draft.procedureCode === null &&
    draft.placements.length === 0 &&
    draft.submitter === null
  )
}

/**
 * The citizen as the card says. `knownName` is the name in an earlier dossier of the same number: it stands in for a name
 * that a Vietnamese keyboard bent.
 */
export function fillFromCard(draft: IntakeDraft, card: CitizenCard, known: { name: string | null; unitCode: string | null }): IntakeDraft {
  const bent = card.nameToCheck
  return {
    ...draft,
    applicant: {
      ...draft.applicant,
      type: 'citizen',
      name: bent && known.name !== null ? known.name : card.name,
      nameToCheck: bent && known.name === null,
      personalId: card.personalId,
      oldId: card.oldId,
      birthDate: card.birthDate === null ? null : formatBirthDate(card.birthDate),
      sex: card.sex,
      address: { text: card.address, unitCode: known.unitCode },
    },
  }
}

/** Another procedure: its papers and fees come in; pages stay, those of papers that no longer exist lie unsorted. */
export function chooseProcedure(draft: IntakeDraft, procedure: Procedure): IntakeDraft {
  if (draft.procedureCode === procedure.code) return draft
  const papers = makeRequiredPapers(procedure)
  const kept = new Set(papers.map((paper) => paper.paperId))
  return {
    ...draft,
    procedureCode: procedure.code,
    competent: null,
    papers,
    placements: draft.placements.map((one) => (one.paperId === null || kept.has(one.paperId) ? one : { ...one, paperId: null })),
    feeQuantities: {},
    exemptionCode: null,
    feeLines: [],
    payment: null,
  }
}

/** One paper changed; a paper that is no longer a scan gives its pages back to the unsorted ones. */
export function changePaper(draft: IntakeDraft, paperId: string, patch: Partial<Paper>): IntakeDraft {
  const papers = draft.papers.map((paper) => (paper.paperId === paperId ? { ...paper, ...patch } : paper))
  const freesPages = patch.met === 'shown' || patch.met === 'lookup' || patch.met === 'not_needed'
  const placements = freesPages
    ? draft.placements.map((one) => (one.paperId === paperId ? { ...one, paperId: null } : one))
    : draft.placements
  return { ...draft, papers, placements }
}

/** Pages changed; a paper that now has pages counts as scanned, one that lost its last page as missing again. */
export function changePlacements(draft: IntakeDraft, placements: IntakeDraft['placements']): IntakeDraft {
  const had = new Set(draft.placements.map((one) => one.paperId))
  const has = new Set(placements.map((one) => one.paperId))
  const papers = draft.papers.map((paper) => {
    if (has.has(paper.paperId) && !had.has(paper.paperId)) return { ...paper, met: 'scan' as const }
    if (!has.has(paper.paperId) && had.has(paper.paperId) && paper.met === 'scan') {
      return { ...paper, met: paper.required ? ('missing' as const) : ('not_needed' as const) }
    }
    return paper
  })
  return { ...draft, placements, papers }
}
