import { z } from 'zod'
import { Channel, type Dossier } from '#core/dossier/dossier.ts'
import { AgencySlug, DossierId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { endingOf } from './dossier-ending.ts'
import { dueAtMoment, secondSupplementAt } from './spans-of.ts'
import { activeMsOf, verdictOf } from './verdict-of.ts'

/**
 * What reports need of one dossier, without personal data. `activeMs` is the time from receipt to end less standstills, null while
 * open. The flags answer QĐ 766/QĐ-TTg: `digitised` = a paper as file and, where it was granted, the result as file; `electronic` =
 * no paper was kept on paper and the result is a file; `reused` = a paper was answered by a database.
 */
export const IndicatorFact = z.object({
  id: DossierId,
  code: z.string(),
  receiving: AgencySlug,
  competent: AgencySlug,
  procedureCode: z.string(),
  procedureName: z.string(),
  sector: z.string(),
  channel: Channel,
  receivedAt: Instant,
  dueAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  ending: z.enum(['done', 'refused', 'stopped', 'withdrawn']).nullable(),
  verdict: z.enum(['early', 'on_time', 'late']).nullable(),
  secondSupplementAt: Instant.nullable(),
  activeMs: z.number().int().nonnegative().nullable(),
  digitised: z.boolean(),
  electronic: z.boolean(),
  electronicResult: z.boolean(),
  reused: z.boolean(),
  feeDue: z.boolean(),
  paidOnline: z.boolean(),
  rating: z.enum(['very_satisfied', 'satisfied', 'dissatisfied']).nullable(),
  onPortal: z.boolean(),
})
export type IndicatorFact = z.infer<typeof IndicatorFact>

/** The fact of a dossier; null where no report counts it: not received yet (status 1), or its number was voided. */
export function indicatorFactOf(dossier: Dossier): IndicatorFact | null {
  if (!isCounted(dossier)) return null
  const ending = endingOf(dossier)
  return {
    id: dossier.id,
    code: dossier.code,
    receiving: dossier.agencies.receiving,
    competent: dossier.agencies.competent,
    procedureCode: dossier.procedure.code,
    procedureName: dossier.procedure.name,
    sector: dossier.procedure.sector,
    channel: dossier.channel,
    receivedAt: dossier.received.at,
    dueAt: ending === null ? dossier.dueAt : dueAtMoment(dossier, Date.parse(ending.at)),
    finishedAt: ending?.at ?? null,
    ending: ending?.how ?? null,
    verdict: verdictOf(dossier),
    secondSupplementAt: secondSupplementAt(dossier),
    activeMs: activeMsOf(dossier),
    ...filesOf(dossier),
    ...moneyOf(dossier),
    rating: dossier.rating?.level ?? null,
    onPortal: dossier.sync.nationalPortal.state === 'sent',
  }
}

/** Whether reports count a dossier at all. */
export function isCounted({ business, voided }: Pick<Dossier, 'business' | 'voided'>): boolean {
  return business.status !== 1 && (voided === undefined || voided === null)
}

function filesOf({ placements, papers, result }: Dossier) {
  const electronicResult = placements.some(({ purpose }) => purpose === 'result')
  const isGranted = result !== null
  const hasFile = placements.some(({ purpose, paperId }) => purpose !== 'result' && paperId !== null)
  const onPaper = papers.some(({ met }) => met === 'paper' || met === 'missing')
  return {
    electronicResult,
    digitised: hasFile && (electronicResult || !isGranted),
    electronic: !onPaper && (electronicResult || !isGranted),
    reused: papers.some(({ met }) => met === 'lookup'),
  }
}

function moneyOf({ money }: Dossier) {
  return {
    feeDue: money.totalVnd > 0,
    paidOnline: money.payments.some(({ method, amountVnd }) => amountVnd > 0 && (method === 'national_gateway' || method === 'transfer')),
  }
}
