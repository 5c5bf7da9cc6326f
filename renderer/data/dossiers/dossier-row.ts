import { deadlineOf } from '#core/calendar/deadline.ts'
import { getCalendarOf } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { clockIn } from '#core/dossier/status.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Instant } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { DossierRow } from '../desk.ts'
import type { HeldDossier } from './held-dossier.ts'

export type RowContext = { now: Instant; catalogue: Catalogue; pageState(hash: string): SyncMark['state'] }

/** One line of the queue. */
export function toRow(held: HeldDossier, context: RowContext): DossierRow {
  const { record } = held
  const { applicant, business, procedure, money } = record
  return {
    id: record.id,
    code: record.code,
    applicantName: applicant.name,
    birthYear: applicant.birthDate?.slice(0, 4) ?? '',
    personalIdTail: (applicant.personalId ?? applicant.oldId ?? '').slice(-4),
    procedureCode: procedure.code,
    procedureName: procedure.name,
    sector: procedure.sector,
    status: business.status,
    stage: business.stage,
    holderRole: business.holder.role,
    holderName: business.holder.name,
    holderSince: business.holder.since,
    receivedAt: record.received.at,
    dueAt: record.dueAt,
    deadline: deadlineFor(record, context),
    missingPapers: record.papers.filter((paper) => paper.required && paper.met === 'missing').length,
    owedVnd: money.state === 'due' ? Math.max(0, money.totalVnd - money.paidVnd) : 0,
    pagesUnsent: record.placements.filter((placement) => context.pageState(placement.page) !== 'acknowledged').length,
    receivingAgency: record.agencies.receiving,
    sync: syncStateOf(held),
    updatedAt: record.updated.at,
  }
}

/** The worst standing among the dossier and its own events: refused before unsent before acknowledged. */
export function syncStateOf(held: HeldDossier): SyncMark['state'] {
  const states = [held.mark.state, ...held.pendingEvents.map(({ mark }) => mark.state)]
  for (const state of ['refused', 'local', 'sent'] as const) if (states.includes(state)) return state
  return 'acknowledged'
}

function deadlineFor(record: Dossier, { now, catalogue }: RowContext): DossierRow['deadline'] {
  try {
    const agency = record.agencies.competent
    const calendar = getCalendarOf(catalogue, agency)
    const pausedNow = record.pauses.some((pause) => pause.to === null)
    return deadlineOf({ status: record.business.status, dueAt: record.dueAt, pausedNow, now, calendar, agency })
  } catch {
    // The catalogue has not brought the calendar yet: a row without a deadline is better than no queue.
    return clockIn(record.business.status) === 'stopped' ? 'done' : 'none'
  }
}
