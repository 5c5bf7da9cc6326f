import { addDuration } from '#core/calendar/add-duration.ts'
import { actOf, type CommandContext, getCalendarOf } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/**
 * Tiếp nhận hồ sơ trực tuyến: 1 → 2. The clock starts now, the appointment follows from the time for its channel, and the official who
 * took it in stands on the record as whoever received it.
 */
export function acceptOnline(dossier: Dossier, command: CommandOf<'acceptOnline'>, context: CommandContext): HandlerOutcome {
  const { code, version } = dossier.procedure
  const procedure = context.catalogue.procedures.find((one) => one.code === code && one.version === version)
  const { receiving: agency } = dossier.agencies
  const calendar = getCalendarOf(context.catalogue, agency)
  const dueAt = addDuration({ calendar, agency, from: context.at, duration: dossier.duration, cutoff: procedure?.cutoff ?? null }).due
  const act = actOf(context)
  const change = { at: context.at, by: act.by, from: null, to: dueAt, reason: 'received' }
  const accepted = {
    ...enterStatus(dossier, { status: 2 }, context),
    received: { ...act, deskName: context.deskName },
    dueAt,
    dueHistory: dueAt === null ? dossier.dueHistory : [...dossier.dueHistory, change],
  }
  const data = {
    code: dossier.code,
    procedure: code,
    dueAt,
    pages: dossier.placements.length,
    totalVnd: dossier.money.totalVnd,
    payments: [],
  }
  return { dossier: accepted, type: 'dossierReceived', note: command.note, data }
}
