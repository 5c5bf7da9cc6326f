import type { Channel, FeeLine } from '#core/dossier/dossier.ts'
import type { FeeRule } from '#core/procedure/procedure.ts'
import type { Day } from '#core/record/instant.ts'

/** What a fee sheet is computed from. */
export type FeeQuestion = {
  rules: readonly FeeRule[]
  /**
   * `<code>` → pages of the original (per page), copies, cases or sets; `<code>#copies` → copies made of those pages, 1 where
   * absent. Absent quantities are `quantityUnlessTyped`.
   */
  quantities: Readonly<Record<string, number>>
  channel: Channel
  /** The day of receipt: rules and exemptions hold between their dates, both included. */
  day: Day
  exemptionCode: string | null
}

/** Lines and what is to be paid. A line's `amountVnd` is after its reduction, so `totalVnd` is the sum of the amounts. */
export type FeeSheet = { lines: FeeLine[]; totalVnd: number }

/**
 * The fee sheet (phí, lệ phí) of a dossier, in whole đồng. A per-page fee is tiered over the pages of one copy, capped per copy
 * and multiplied by the copies (2.000815: 2,000 đ for pages 1–2, 1,000 đ from page 3, at most 200,000 đ a copy); its line's
 * quantity is pages × copies. Rules of other channels or days, and quantities of 0, make no line.
 */
export function computeFees(question: FeeQuestion): FeeSheet {
  const lines = listApplicableFees(question)
    .map((rule) => toLine(rule, question))
    .filter((line) => line !== null)
  return { lines, totalVnd: lines.reduce((sum, line) => sum + line.amountVnd, 0) }
}

/** The fee rules that hold for a channel on a day: those whose quantities the intake asks for. */
export function listApplicableFees({ rules, channel, day }: Pick<FeeQuestion, 'rules' | 'channel' | 'day'>): FeeRule[] {
  return rules.filter((rule) => (rule.channels.length === 0 || rule.channels.includes(channel)) && isInForce(rule, day))
}

/** What is counted while nobody has typed a quantity: no pages (they must be counted), nothing paid on request, one of all else. */
export function quantityUnlessTyped(rule: FeeRule): number {
  return rule.per === 'page' || rule.onRequest === true ? 0 : 1
}

/** An exemption that can be chosen on a day. */
export type OfferedExemption = Pick<FeeRule['exemptions'][number], 'code' | 'reason' | 'legalGround'>

/** The exemptions that any applicable fee knows on a day, each code once. */
export function listExemptions(question: Pick<FeeQuestion, 'rules' | 'channel' | 'day'>): OfferedExemption[] {
  const offered = new Map<string, OfferedExemption>()
  for (const rule of listApplicableFees(question)) {
    for (const { code, reason, legalGround, ...validity } of rule.exemptions) {
      if (isInForce(validity, question.day) && !offered.has(code)) offered.set(code, { code, reason, legalGround })
    }
  }
  return [...offered.values()]
}

function toLine(rule: FeeRule, question: FeeQuestion): FeeLine | null {
  const counted = whole(question.quantities[rule.code] ?? quantityUnlessTyped(rule))
  const copies = rule.per === 'page' ? whole(question.quantities[`${rule.code}#copies`] ?? 1) : 1
  if (counted * copies === 0) return null
  const grossVnd = rule.per === 'page' ? capped(tieredVnd(rule, counted), rule) * copies : unitsVnd(rule, counted)
  const reduction = findReduction(rule, question)
  const exemption = reduction === undefined ? null : exemptionOf(reduction, grossVnd)
  return {
    feeCode: rule.code,
    name: copies > 1 ? `${rule.name} (${counted} trang × ${copies} bản)` : rule.name,
    kind: rule.kind,
    per: rule.per,
    quantity: counted * copies,
    amountVnd: grossVnd - (exemption?.reducedByVnd ?? 0),
    exemption,
    verified: rule.source.verified && reduction?.verified !== false,
  }
}

function findReduction(rule: FeeRule, { exemptionCode, day }: FeeQuestion): FeeRule['exemptions'][number] | undefined {
  return rule.exemptions.find((one) => one.code === exemptionCode && isInForce(one, day))
}

function exemptionOf({ reason, legalGround, share }: FeeRule['exemptions'][number], grossVnd: number): FeeLine['exemption'] {
  return { reason, legalGround, reducedByVnd: Math.round(grossVnd * share) }
}

function tieredVnd(rule: FeeRule, count: number): number {
  const tiers = rule.tiers.toSorted((a, b) => a.from - b.from)
  return tiers.reduce((sum, tier, index) => {
    const nextFrom = tiers[index + 1]?.from ?? Number.POSITIVE_INFINITY
    return sum + tier.amountVnd * Math.max(0, Math.min(count + 1, nextFrom) - tier.from)
  }, 0)
}

/** Copies, cases and sets: each by its tier; the cap bounds each one. */
function unitsVnd(rule: FeeRule, count: number): number {
  const tiers = rule.tiers.map((tier) => ({ ...tier, amountVnd: capped(tier.amountVnd, rule) }))
  return tieredVnd({ ...rule, tiers }, count)
}

function capped(amountVnd: number, rule: FeeRule): number {
  return rule.capVnd === null ? amountVnd : Math.min(amountVnd, rule.capVnd)
}

function isInForce({ validFrom, validTo }: { validFrom: Day | null; validTo: Day | null }, day: Day): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo)
}

function whole(quantity: number): number {
  return Number.isFinite(quantity) ? Math.max(0, Math.floor(quantity)) : 0
}
