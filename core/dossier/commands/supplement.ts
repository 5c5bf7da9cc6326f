import { dayOf } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { assertShownPapersNotCopied } from '../check-papers.ts'
import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/** Yêu cầu bổ sung (form 02): → 5, the clock pauses. */
export function requestSupplement(dossier: Dossier, command: CommandOf<'requestSupplement'>, context: CommandContext): HandlerOutcome {
  if (command.papers.length === 0) throw new RuleBroken('field-missing', 'papers')
  if (command.deadline !== null && command.deadline < dayOf(context.at)) throw new RuleBroken('field-invalid', 'deadline')
  const supplement = {
    id: context.newId(),
    formNumber: `${dossier.code}/${dossier.supplements.length + 1}/HDHS`,
    requested: actOf(context),
    reason: command.reason,
    papers: command.papers,
    deadline: command.deadline,
    received: null,
    receivedNote: '',
  }
  const moved = enterStatus(dossier, { status: 5 }, context)
  const data = { formNumber: supplement.formNumber, papers: command.papers.map((paper) => paper.name) }
  return {
    dossier: { ...moved, supplements: [...dossier.supplements, supplement] },
    type: 'supplementRequested',
    note: command.reason,
    data,
  }
}

/** Nhận bổ sung: 5 → 4, the clock resumes with the remaining working time. */
export function receiveSupplement(dossier: Dossier, command: CommandOf<'receiveSupplement'>, context: CommandContext): HandlerOutcome {
  assertShownPapersNotCopied(dossier, command, context.catalogue)
  const moved = enterStatus(dossier, { status: 4, stage: 'examining' }, context)
  const supplements = dossier.supplements.map((one) =>
    one.received === null ? { ...one, received: actOf(context), receivedNote: command.note } : one,
  )
  const after = { ...moved, supplements, papers: command.papers, placements: command.placements }
  return { dossier: after, type: 'supplementReceived', note: command.note, data: { dueBefore: dossier.dueAt, dueAfter: after.dueAt } }
}
