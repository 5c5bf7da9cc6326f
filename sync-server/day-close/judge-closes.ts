import { type CloseFault, findCloseFaults } from '#core/day-close/close-chain.ts'
import type { DayClose } from '#core/day-close/day-close.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { epochMsOf } from '#core/record/instant.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { isSigned, keysOf, listCloses, listEvents } from './read-closes.ts'

/** An event's id tells when it was made; a day is closed at the latest some days after. */
const marginMs = 45 * 24 * 3_600_000

/** A close with what the centre found wrong with it; `signature`: not made by the device's key. */
export type JudgedClose = { close: DayClose; faults: (CloseFault | 'signature')[] }

/**
 * The closes of an agency made since a moment, each checked against its signature, its chain and the journal. Only as much of the journal is
 * read as they can tell of; an event from a clock that was far off is not among it, and the close then counts as not checked (`journal`).
 */
export async function judgeCloses(context: CentreContext, agency: AgencySlug, sinceMs: number): Promise<JudgedClose[]> {
  const closes = (await listCloses(context, agency)).sort((a, b) => a.chain.seq - b.chain.seq)
  const events = await listEvents(context, agency, sinceMs - marginMs)
  const judged: JudgedClose[] = []
  for (const device of new Set(closes.map((one) => one.device))) {
    const keys = await keysOf(context, device)
    const own = closes.filter((one) => one.device === device)
    const ofDevice = events.filter((one) => one.device === device)
    // Only what the device really signed is a link of its chain: a forged close must not make the true ones look broken.
    const signed = new Set<DayClose>()
    for (const close of own) if (await isSigned(close, keys)) signed.add(close)
    for (const close of own) {
      if (epochMsOf(close.at) < sinceMs) continue
      const before = own.find((one) => signed.has(one) && one.chain.seq === close.chain.seq - 1) ?? null
      const faults: JudgedClose['faults'] = findCloseFaults(close, before, ofDevice)
      judged.push({ close, faults: signed.has(close) ? faults : ['signature', ...faults] })
    }
  }
  return judged
}
