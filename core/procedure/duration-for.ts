import type { Channel, Duration } from '#core/dossier/dossier.ts'
import type { Procedure } from './procedure.ts'

/** The legal processing time of a channel; null where no source gives one (the appointment is then agreed at the desk). */
export function durationFor(procedure: Procedure, channel: Channel): Duration | null {
  const byChannel = { 1: procedure.durations['1'], 2: procedure.durations['2'], 3: procedure.durations['3'] }
  return byChannel[channel]
}
