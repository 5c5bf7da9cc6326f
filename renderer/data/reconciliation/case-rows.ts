import type { Catalogue } from '#core/procedure/catalogue.ts'
import { decidersOf } from '#core/reconciliation/deciders-of.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import type { CaseRow, Live, SignedInOfficial } from '../desk.ts'
import type { Brief, CaseBrief } from '../dossiers/brief.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { derive } from '../live.ts'

export type CaseRowParts = {
  shelf: Pick<Shelf, 'version' | 'briefs'>
  catalogue: Live<Catalogue>
  official: Live<SignedInOfficial | null>
  /** Changes every minute: a case passes from one decider to the next by the clock. */
  minute: Live<number>
  now: () => number
}

/** Cases of every dossier on this desk: open first, oldest first; settled ones after them, newest first. */
export function createCaseRows(parts: CaseRowParts): Live<CaseRow[]> {
  const { shelf, catalogue, official, minute } = parts
  return derive([shelf.version, catalogue, official, minute], () => [...shelf.briefs()].flatMap(rowsOf(parts)).sort(openFirst))
}

function rowsOf({ catalogue, official, now }: CaseRowParts): (brief: Brief) => CaseRow[] {
  const knowledge = { now: toInstant(now()), catalogue: catalogue.get(), official: official.get() }
  return (brief) => brief.cases.map((one) => toRow(brief, one, knowledge))
}

type Knowledge = { now: ReturnType<typeof toInstant>; catalogue: Catalogue; official: SignedInOfficial | null }

function toRow(brief: Brief, one: CaseBrief, { now, catalogue, official }: Knowledge): CaseRow {
  const { receivingAgency, applicantName } = brief.row
  const deciders = decidersOf({ receiving: receivingAgency, holder: brief.holder, receivedBy: brief.receivedBy }, one.openedAt, {
    now,
    catalogue,
  })
  const may = official !== null && deciders.mayDecide(official.person)
  return {
    id: one.id,
    dossierId: brief.id,
    dossierCode: brief.code,
    applicantName,
    kind: one.kind,
    receivingAgency,
    fields: one.fields,
    peek: one.peek,
    legal: one.legal,
    openedAt: one.openedAt,
    decider: deciders.decider,
    substitute: deciders.substitute,
    mayDecide: may && one.settled === null,
    settledAt: one.settled?.at ?? null,
    settled: one.settled && { byName: one.settled.byName, reason: one.settled.reason },
    mayReopen: may && one.settled !== null && dayOf(one.settled.at) === dayOf(now),
  }
}

function openFirst(a: CaseRow, b: CaseRow): number {
  if ((a.settledAt === null) !== (b.settledAt === null)) return a.settledAt === null ? -1 : 1
  if (a.settledAt !== null && b.settledAt !== null) return a.settledAt < b.settledAt ? 1 : -1
  return a.openedAt < b.openedAt ? -1 : 1
}
