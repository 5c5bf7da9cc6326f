import { z } from 'zod'
import { dayNumberOf, toDay } from '#core/calendar/day-number.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { DossierStatus } from '#core/dossier/status.ts'
import { foldText } from '#core/identity/fold-text.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import { Day, dayOf, Instant } from '#core/record/instant.ts'

/** How long a closed dossier is answered for, in days; afterwards its receipt opens nothing. */
export const answeredDays = 180

/**
 * What a receipt opens for anybody who holds it. It names the procedure, the offices and the papers of the catalogue, never a person:
 * free text of officials (reasons, notes, names of papers that they typed) stays out, because it may name one.
 */
export const PublicStatus = z.object({
  kind: z.literal('public-status'),
  procedure: z.string().min(1),
  office: z.object({ name: z.string(), phone: z.string(), address: z.string() }),
  /** Where it is decided, if not at that office; null otherwise. */
  competent: z.string().nullable(),
  status: DossierStatus,
  since: Instant,
  received: Instant,
  /** The appointment; null where the procedure has none. `moved` = it was put off since. */
  due: z.object({ at: Instant, moved: z.boolean() }).nullable(),
  delivery: z.enum(['counter', 'post', 'electronic']),
  /** What is still owed; null where nothing is. `others` = papers that only the request itself names. */
  missing: z.object({ papers: z.array(z.string()), others: z.number().int().nonnegative(), deadline: Day.nullable() }).nullable(),
  /** The last day on which it is answered; null while the dossier is open. */
  until: Day.nullable(),
})
export type PublicStatus = z.infer<typeof PublicStatus>

/** What the public may know of a dossier; null where nothing: a number saved by mistake. */
export function toPublicStatus(dossier: Dossier, catalogue: Catalogue): PublicStatus | null {
  if (dossier.voided != null) return null
  const { agencies, business, procedure } = dossier
  const office = findAgency(catalogue, agencies.receiving)
  const competent = agencies.competent === agencies.receiving ? undefined : findAgency(catalogue, agencies.competent)
  return {
    kind: 'public-status',
    procedure: catalogue.procedures.find((one) => one.code === procedure.code)?.name ?? procedure.code,
    office: { name: office?.officeName ?? office?.name ?? agencies.receiving, phone: office?.phone ?? '', address: office?.address ?? '' },
    competent: competent?.name ?? null,
    status: business.status,
    since: business.since,
    received: dossier.received.at,
    due: dueOf(dossier),
    delivery: dossier.delivery.method,
    missing: missingOf(dossier, catalogue),
    until: isClosed(business.status) ? toDay(dayNumberOf(dayOf(business.since)) + answeredDays) : null,
  }
}

/** True where its time is over: it is answered no more and taken away. */
export function isOver({ until }: Pick<PublicStatus, 'until'>, today: Day): boolean {
  return until !== null && until < today
}

const isClosed = (status: DossierStatus): boolean => status === 3 || status === 8 || status === 10

function dueOf({ dueAt, dueHistory }: Dossier): PublicStatus['due'] {
  return dueAt === null ? null : { at: dueAt, moved: dueHistory.some((change) => change.from !== null) }
}

function missingOf(dossier: Dossier, catalogue: Catalogue): PublicStatus['missing'] {
  const { status } = dossier.business
  const request = dossier.supplements.findLast((one) => one.received === null)
  if (status === 5 && request !== undefined) return { ...sortNames(request.papers, dossier, catalogue), deadline: request.deadline }
  if (isClosed(status) || status === 9) return null
  const owed = dossier.papers.filter((one) => one.required && one.met === 'missing')
  return owed.length === 0 ? null : { ...sortNames(owed, dossier, catalogue), deadline: null }
}

/** Names that the catalogue has, in its spelling; the others are only counted. */
function sortNames(papers: { name: string }[], { procedure }: Dossier, catalogue: Catalogue): { papers: string[]; others: number } {
  const known = new Map(
    catalogue.procedures
      .filter((one) => one.code === procedure.code)
      .flatMap((one) => one.papers)
      .map(({ name }) => [foldText(name), name]),
  )
  const names = papers.flatMap(({ name }) => known.get(foldText(name)) ?? [])
  return { papers: [...new Set(names)], others: papers.length - names.length }
}
