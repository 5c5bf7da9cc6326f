import type { Channel, FeeLine } from '#core/dossier/dossier.ts'
import type { FeeRule } from '#core/procedure/procedure.ts'
import type { Day } from '#core/record/instant.ts'

export type FeeQuestion = {
  rules: readonly FeeRule[]
  /** `<code>` → pages of the original, copies, cases or sets; `<code>#copies` → copies of a per-page fee. */
  quantities: Readonly<Record<string, number>>
  channel: Channel
  day: Day
  exemptionCode: string | null
}

/** Lines and what is to be paid; a line's `amountVnd` is after its reduction. */
export type FeeSheet = { lines: FeeLine[]; totalVnd: number }

export function computeFees(_question: FeeQuestion): FeeSheet {
  throw new Error('not built yet')
}
