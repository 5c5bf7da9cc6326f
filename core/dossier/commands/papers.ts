import { RuleBroken } from '#core/record/rule-broken.ts'
import { assertShownPapersNotCopied } from '../check-papers.ts'
import type { CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/** Sắp xếp trang: papers and placements as they should stand; pages of the result belong to the clerk's numbering alone. */
export function arrangePages(dossier: Dossier, command: CommandOf<'arrangePages'>, context: CommandContext): HandlerOutcome {
  if (command.placements.some((one) => one.purpose === 'result')) throw new RuleBroken('field-invalid', 'placements')
  assertShownPapersNotCopied(dossier, command, context.catalogue)
  const results = dossier.placements.filter((one) => one.purpose === 'result')
  const after = { ...dossier, papers: command.papers, placements: [...command.placements, ...results] }
  return { dossier: after, type: 'pagesArranged', note: '', data: { before: dossier.placements.length, after: after.placements.length } }
}

/** In biểu mẫu: stands in the journal only. */
export function recordPrint(dossier: Dossier, command: CommandOf<'recordPrint'>): HandlerOutcome {
  return { dossier, type: 'formPrinted', note: '', data: { form: command.form, output: command.output } }
}

/** Xem hồ sơ: access to personal data stands in the journal only. */
export function recordView(dossier: Dossier): HandlerOutcome {
  return { dossier, type: 'dossierViewed', note: '' }
}
