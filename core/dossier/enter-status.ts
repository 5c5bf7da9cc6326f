import { addDuration } from '#core/calendar/add-duration.ts'
import { resumeDue } from '#core/calendar/resume-due.ts'
import type { Role } from '#core/person/role.ts'
import type { Instant } from '#core/record/instant.ts'
import { type CommandContext, getCalendarOf } from './command-context.ts'
import type { Dossier, Pause } from './dossier.ts'
import { clockIn, type DossierStatus, type ProcessingStage } from './status.ts'

const holders: Record<DossierStatus, Role | null> = {
  1: 'one_stop_official',
  2: 'one_stop_official',
  3: null,
  4: 'specialist',
  5: 'one_stop_official',
  6: 'one_stop_official',
  7: 'one_stop_official',
  8: null,
  9: 'one_stop_official',
  10: null,
}

const stageHolders: Record<ProcessingStage, Role> = {
  examining: 'specialist',
  proposed: 'leader',
  sent_back: 'specialist',
  approved: 'clerk',
}

/**
 * Moves a dossier into a status (and stage): business state, whose turn it is, pauses as intervals, and the appointment, which
 * is computed again from the remaining working time when the clock resumes (domain.md §2.4.9).
 */
export function enterStatus(
  dossier: Dossier,
  to: { status: DossierStatus; stage?: ProcessingStage | null },
  context: CommandContext,
): Dossier {
  const stage = to.stage ?? null
  const role = stage === null ? holders[to.status] : stageHolders[stage]
  const moved: Dossier = {
    ...dossier,
    business: {
      status: to.status,
      stage,
      statusBefore: to.status === 7 ? dossier.business.status : null,
      stageBefore: to.status === 7 ? dossier.business.stage : null,
      since: dossier.business.status === to.status ? dossier.business.since : context.at,
      holder: { role, person: null, name: '', since: context.at },
    },
    delivery: { ...dossier.delivery, state: deliveryIn(to.status) },
  }
  return withClock(moved, dossier, context)
}

function deliveryIn(status: DossierStatus): Dossier['delivery']['state'] {
  if (status === 9) return 'ready'
  if (status === 10) return 'returned'
  return status === 3 || status === 8 ? 'none' : 'waiting'
}

function withClock(moved: Dossier, before: Dossier, context: CommandContext): Dossier {
  const from = before.business.status
  const to = moved.business.status
  if (from === to) return moved
  const pauses = [...closePause(before.pauses, context.at), ...openPause(to, context.at)]
  const paused = { ...moved, pauses }
  return clockIn(from) === 'paused' && clockIn(to) === 'running' ? resume(paused, context) : paused
}

function closePause(pauses: Pause[], at: Instant): Pause[] {
  return pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause))
}

function openPause(status: DossierStatus, at: Instant): Pause[] {
  return status === 5 || status === 6 || status === 7 ? [{ from: at, to: null, status }] : []
}

function resume(dossier: Dossier, context: CommandContext): Dossier {
  const dueAt = dueAfterPause(dossier, context)
  if (dueAt === dossier.dueAt) return dossier
  const change = { at: context.at, by: context.actor.person, from: dossier.dueAt, to: dueAt, reason: 'resumed' }
  return { ...dossier, dueAt, dueHistory: [...dossier.dueHistory, change] }
}

function dueAfterPause(dossier: Dossier, context: CommandContext): Instant | null {
  const calendar = getCalendarOf(context.catalogue, dossier.agencies.receiving)
  const agency = dossier.agencies.receiving
  const cutoff =
    context.catalogue.procedures.find((one) => one.code === dossier.procedure.code && one.version === dossier.procedure.version)?.cutoff ??
    null
  if (dossier.dueAt === null) return addDuration({ calendar, agency, from: context.at, duration: dossier.duration, cutoff }).due
  return resumeDue({
    calendar,
    agency,
    received: dossier.received.at,
    duration: dossier.duration,
    cutoff,
    pauses: dossier.pauses,
    resumedAt: context.at,
  }).due
}
