import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier, Placement } from '#core/dossier/dossier.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import { isOpen } from '#core/reconciliation/open-cases.ts'
import { PageHash } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import type { Act } from './step.ts'

/** What an act needs: the dossier, a number nobody had before, a small choice, and the merges that could be undone. */
export type Acting = { dossier: Dossier; unique: number; choice: number; merges: readonly JournalEvent[] }

/** The command that an act comes to at this moment; undefined where there is nothing to do it to. */
export function commandOf(act: Act, acting: Acting): DossierCommand | undefined {
  const { dossier, unique, choice } = acting
  const text = `văn bản ${unique}`
  switch (act) {
    case 'name':
      return correct(dossier, { name: `NGƯỜI ${unique}` })
    case 'birthDate':
      return correct(dossier, { birthDate: toInstant(Date.UTC(1950, 0, 1 + (unique % 20_000))).slice(0, 10) })
    case 'phone':
      return correct(dossier, { phone: `09${String(unique).padStart(8, '0')}` })
    case 'subject':
      return { ...correct(dossier, {}), subject: text }
    case 'forward':
      return { do: 'forward', note: text }
    case 'requestSupplement':
      return {
        do: 'requestSupplement',
        reason: text,
        papers: [{ name: 'Giấy', originals: 1, certifiedCopies: 0, copies: 0 }],
        deadline: null,
      }
    case 'receiveSupplement':
      return { do: 'receiveSupplement', note: text, papers: dossier.papers, placements: dossier.placements }
    case 'propose':
      return { do: 'proposeResult', outcome: choice % 2 === 0 ? 'grant' : 'refuse', text }
    case 'sendBack':
      return { do: 'sendBack', text }
    case 'approve':
      return { do: 'approve', text }
    case 'numberResult':
      return {
        do: 'numberResult',
        number: `${unique}`,
        title: text,
        issuedOn: dossier.numbering.day,
        placements: [placementOf(unique, 'result', dossier)],
      }
    case 'returnResult':
      return { do: 'returnResult', to: 'A', relation: 'applicant', signatureNote: text, authorisation: '' }
    case 'requestWithdrawal':
      return { do: 'requestWithdrawal', reason: text }
    case 'declineWithdrawal':
      return { do: 'declineWithdrawal', note: text }
    case 'collectFee':
      return { do: 'collectFee', amountVnd: 1, method: 'cash', receipt: null }
    default:
      return pagesOrCases(act, acting)
  }
}

function pagesOrCases(act: Act, { dossier, unique, choice, merges }: Acting): DossierCommand | undefined {
  const { papers } = dossier
  const placements = dossier.placements.filter(({ purpose }) => purpose !== 'result')
  const at = choice % Math.max(1, placements.length)
  const picked = placements[at]
  if (act === 'addPage') return { do: 'arrangePages', papers, placements: [...placements, placementOf(unique, 'paper', dossier)] }
  if (act === 'settle') return settle(dossier, { unique, choice })
  if (act === 'reopen') return reopen(dossier)
  if (act === 'undoMerge') {
    const event = merges.at(-1 - (choice % Math.max(1, merges.length)))
    return event && { do: 'undoMerge', eventId: event.id, reason: 'Gộp nhầm' }
  }
  if (picked === undefined) return undefined
  if (act === 'dropPage') return { do: 'arrangePages', papers, placements: placements.filter((one) => one !== picked) }
  const rotation = picked.rotation === 0 ? 90 : 0
  return { do: 'arrangePages', papers, placements: placements.with(at, { ...picked, rotation }) }
}

function correct({ applicant, submitter, subject }: Dossier, changes: Partial<Dossier['applicant']>): DossierCommand & { do: 'correct' } {
  return { do: 'correct', applicant: { ...applicant, ...changes }, submitter, subject, reason: 'Gõ sai' }
}

function settle(dossier: Dossier, { unique, choice }: { unique: number; choice: number }): DossierCommand | undefined {
  const open = (dossier.cases ?? []).filter(isOpen)
  const found = open[choice % Math.max(1, open.length)]
  if (found === undefined) return undefined
  const takes = ['mine', 'theirs', 'mine', 'typed'] as const
  const take = takes[choice % takes.length] ?? 'mine'
  const choices = found.fields.map(({ path }) => {
    if (take !== 'typed' || path === 'step' || path === 'applicant.birthDate')
      return { path, take: take === 'typed' ? ('mine' as const) : take, value: null }
    return { path, take, value: `NGƯỜI ${unique}` }
  })
  const evidence = dossier.placements.slice(0, 1).map(({ page }) => page)
  return { do: 'settleCase', caseId: found.id, choices, reason: 'Theo giấy tờ', evidence }
}

function reopen(dossier: Dossier): DossierCommand | undefined {
  const found = (dossier.cases ?? []).findLast((one) => !isOpen(one))
  return found && { do: 'reopenCase', caseId: found.id, reason: 'Xem lại' }
}

function placementOf(unique: number, purpose: Placement['purpose'], dossier: Dossier): Placement {
  return {
    id: `p${unique}`,
    page: PageHash.parse(unique.toString(16).padStart(64, '0')),
    mediaType: 'image/png',
    sizeBytes: 10,
    widthPx: 10,
    heightPx: 10,
    purpose,
    paperId: null,
    order: unique,
    rotation: 0,
    source: 'file',
    added: { at: dossier.received.at, by: dossier.received.by, byName: dossier.received.byName },
  }
}
