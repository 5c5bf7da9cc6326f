import type { Dossier } from '#core/dossier/dossier.ts'
import type { EventFacts } from '#core/journal/event.ts'
import { rolesOn, termsAt } from '#core/person/roles-on.ts'
import type { CaseOpening } from '#core/reconciliation/open-case.ts'
import { CaseId, EventId } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { freshUlid } from '../dossiers/commands.ts'
import type { EventLog } from '../dossiers/event-log.ts'
import { type MarkedEvent, newMark } from '../dossiers/held-dossier.ts'
import { type ChainHead, headAfter, signEvent } from '../dossiers/own-chain.ts'
import type { Entry } from '../session/sign-in.ts'

/** Says in the journal what the desk itself did to a dossier while it synced, in the name of whoever is signed in. */
export type Witness = {
  /** A new case's id, and who meets it where. */
  opening(): Omit<CaseOpening, 'at' | 'mine' | 'theirs'>
  /** Takes the pen for one write. Call inside the shelf's `serial`: nobody else may sign until `done`. */
  begin(): Pen
}

export type Pen = {
  /** The next event of this device's chain; it counts once `done` was called. */
  sign(dossier: Dossier, facts: EventFacts): Promise<MarkedEvent>
  /** What was signed is durable. */
  done(): Promise<void>
}

export type WitnessParts = { events: Pick<EventLog, 'head' | 'advance'>; entry(): Entry; now: () => number }

export function createWitness({ events, entry, now }: WitnessParts): Witness {
  return {
    opening() {
      const { person, device } = entry()
      return { id: CaseId.parse(`case:${freshUlid(now())}`), by: person.id, byName: person.name, deskName: device.deskName }
    },
    begin() {
      let head: ChainHead | undefined
      let last: MarkedEvent | undefined
      return {
        async sign(dossier, facts) {
          const signer = entry()
          const at = toInstant(now())
          const eventId = EventId.parse(`event:${freshUlid(now())}`)
          const role = roleOf(signer, at)
          const event = await signEvent({ dossier, facts, role, eventId, at, entry: signer, head: head ?? (await events.head()) })
          head = await headAfter(event)
          last = { event, mark: newMark({ author: signer.person.id, since: at }) }
          return last
        },
        async done() {
          if (last !== undefined) await events.advance(last.event)
        },
      }
    },
  }
}

/** One of the roles held today; of somebody who holds none any more the last one, which the centre then judges. */
function roleOf({ person, device }: Entry, at: ReturnType<typeof toInstant>) {
  return rolesOn(person, dayOf(at), device.agency)[0] ?? termsAt(person, device.agency).at(-1)?.role ?? 'one_stop_official'
}
