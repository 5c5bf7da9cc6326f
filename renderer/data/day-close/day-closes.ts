import { nextInChain } from '#core/day-close/close-chain.ts'
import { closers } from '#core/day-close/closers.ts'
import { type DayClose, DayCloseId, DayClose as DayCloseRecord, dayCloseSchemaVersion } from '#core/day-close/day-close.ts'
import { computeClose, firstOpenDay, missingOf } from '#core/day-close/day-figures.ts'
import { UnclosedDays } from '#core/day-close/unclosed-days.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import { type Day, dayOf, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'
import { freshUlid } from '../dossiers/commands.ts'
import type { EventLog } from '../dossiers/event-log.ts'
import { newMark } from '../dossiers/held-dossier.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { createSource } from '../live.ts'
import type { Numbering } from '../numbering/numbering.ts'
import { signRecord } from '../sealing/signing-key.ts'
import type { Entry } from '../session/sign-in.ts'
import type { CloseShelf } from './close-shelf.ts'
import type { DayCloses, OpenDay } from './desk-day-closes.ts'
import type { DeviceKey } from './device-key.ts'

export type DayCloseParts = {
  shelf: Pick<Shelf, 'serial'>
  events: Pick<EventLog, 'listOwnAfter' | 'closedUpTo'>
  numbering: Pick<Numbering, 'held' | 'reached'>
  closes: CloseShelf
  key: DeviceKey
  entry(): Entry
  centre: CentreClient
  now: () => number
  /** Called when there is something new to send. */
  changed(): void
}

export type DayCloseDesk = DayCloses & { worked(): void; load(): Promise<void>; clear(): void }

/** Chốt ngày: what this desk did since its last close, and closing it. */
export function createDayCloses(parts: DayCloseParts): DayCloseDesk {
  const { closes, entry, now, shelf } = parts
  const openSince = createSource<Day | null>(null)
  const today = () => dayOf(toInstant(now()))
  const lastOwn = () => closes.lastOf(entry().device.device)
  const look = async (): Promise<OpenDay> => {
    const last = lastOwn()
    const events = await parts.events.listOwnAfter(last?.journal.upTo ?? 0)
    const first = firstOpenDay(events, last)
    openSince.set(first)
    // A day in the future of the clock is closed under today's name: an official closes no day that has not come.
    const day = first === null || first > today() ? today() : first
    return { day, acts: events.length, ...computeClose({ day, after: last, events, reached: reachedOf(parts) }) }
  }
  return {
    openSince,
    list: closes.live,
    look: () => shelf.serial(look),
    async unclosed() {
      const answer = await parts.centre.ask('/api/day-closes/missing', UnclosedDays)
      if (answer.kind !== 'ok') throw centreFailure(answer)
      return answer.value
    },
    close: ({ explanations }) =>
      shelf.serial(async () => {
        const { acts: _, ...open } = await look()
        const made = await makeClose(parts, open, explanations)
        await closes.put([{ close: made, mark: newMark({ author: made.author, since: made.at }) }])
        parts.events.closedUpTo(made.journal.upTo)
        await look()
        parts.changed()
        return made
      }),
    worked() {
      if (openSince.get() === null) openSince.set(today())
    },
    async load() {
      await closes.load()
      parts.events.closedUpTo(lastOwn()?.journal.upTo ?? 0)
      await look()
    },
    clear() {
      closes.clear()
      openSince.set(null)
    },
  }
}

type Open = Omit<OpenDay, 'acts'>

async function makeClose(parts: DayCloseParts, open: Open, explanations: DayClose['explanations']): Promise<DayClose> {
  const { person, device } = parts.entry()
  const at = toInstant(parts.now())
  const roles = rolesOn(person, dayOf(at), device.agency)
  const role = closers.find((one) => roles.includes(one))
  if (role === undefined) throw new RuleBroken('role-missing')
  const explained = new Set(explanations.filter(({ reason }) => reason.trim() !== '').map(({ number }) => number))
  const unexplained = missingOf(open).find((number) => !explained.has(number))
  if (unexplained !== undefined) throw new RuleBroken('field-missing', `explanations.${unexplained}`)
  const { keyId, key } = await parts.key.signer()
  const unsigned = {
    kind: 'dayClose',
    schemaVersion: dayCloseSchemaVersion,
    id: DayCloseId.parse(`close:${freshUlid(parts.now())}`),
    agency: device.agency,
    device: device.device,
    deskName: device.deskName,
    at,
    author: person.id,
    authorName: person.name,
    role,
    ...open,
    explanations,
    chain: nextInChain(parts.closes.lastOf(device.device)),
    keyId,
  }
  return DayCloseRecord.parse({ ...unsigned, signature: await signRecord(key, unsigned) })
}

function reachedOf({ numbering }: DayCloseParts) {
  const reached = numbering.reached()
  const { slot } = numbering.held()
  return reached === null || slot === null ? [] : [{ ...reached, slot: slot.slot }]
}
