import { dayNumberAt, startOfDayMs, toDay } from '#core/calendar/day-number.ts'
import type { DayClose } from '#core/day-close/day-close.ts'
import { findUnclosedDays, type UnclosedDays } from '#core/day-close/unclosed-days.ts'
import { getCalendarOf } from '#core/dossier/command-context.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { listDevices } from '#sync-server/api/device-record.ts'
import { readStoredCatalogue } from '#sync-server/provision/read-catalogue.ts'
import { isSigned, keysOf, listCloses, listEvents } from './read-closes.ts'

/** How far back is looked. */
const days = 45

/** Which desks of a unit did not close their day, by what has reached the centre. Only a close that the desk's own key made counts. */
export async function listUnclosed(context: CentreContext, agency: AgencySlug): Promise<UnclosedDays> {
  const nowMs = context.now()
  const first = dayNumberAt(nowMs) - days
  const since = toDay(first)
  const devices = (await listDevices(context, agency)).filter(({ hub }) => hub !== true)
  const known = new Set<string>(devices.map(({ _id }) => _id))
  const closes = (await listCloses(context, agency)).filter(({ device }) => known.has(device))
  const asked = {
    agency,
    calendar: getCalendarOf(await readStoredCatalogue(context.couch), agency),
    nowMs,
    since,
    desks: devices.map(({ _id, deskName, revokedAt }) => ({ device: _id, deskName, revoked: revokedAt !== null })),
    closes: await keepSigned(context, closes),
    events: await listEvents(context, agency, startOfDayMs(first)),
  }
  return { asOf: toInstant(nowMs), since, days: findUnclosedDays(asked) }
}

async function keepSigned(context: CentreContext, closes: readonly DayClose[]): Promise<DayClose[]> {
  const signed: DayClose[] = []
  for (const device of new Set(closes.map((one) => one.device))) {
    const keys = await keysOf(context, device)
    for (const close of closes) if (close.device === device && (await isSigned(close, keys))) signed.push(close)
  }
  return signed
}
