import type { DossierCommand } from '#core/dossier/command.ts'
import type { CommandContext, CommandOutcome } from '#core/dossier/command-context.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { dossierIdOf, type IntakeDraft } from '#core/dossier/intake.ts'
import { type IntakeContext, receiveDossier, refuseAtDesk } from '#core/dossier/receive-dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { readMergedFields } from '#core/reconciliation/open-case.ts'
import { type DossierId, EventId, makeUlid } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { MergedField } from '#core/sync/merge.ts'
import type { Numbering } from '../numbering/numbering.ts'
import type { Rights } from '../registers/rights.ts'
import type { Entry } from '../session/sign-in.ts'
import type { EventLog } from './event-log.ts'
import { editedMark, type HeldDossier, isHeldBack, newMark } from './held-dossier.ts'
import { numbersFor, tryEnter } from './numbers-for.ts'
import { signEvent } from './own-chain.ts'
import type { Shelf } from './shelf.ts'

export type CommandParts = {
  shelf: Shelf
  events: EventLog
  numbering: Numbering
  rights: Pick<Rights, 'next'>
  entry(): Entry
  catalogue(): Catalogue
  now: () => number
  removeDraft(id: IntakeDraft['id']): Promise<void>
  /** Called when there is something new to send. */
  changed(): void
}

export type Commands = {
  receive(draft: IntakeDraft): Promise<Dossier>
  refuse(draft: IntakeDraft, refusal: { reason: string; legalGround: string }): Promise<Dossier>
  run(id: DossierId, command: DossierCommand): Promise<Dossier>
}

/** Commands one after another, each one document write: number, record, event and mark become durable together or not at all. */
export function createCommands(parts: CommandParts): Commands {
  const { shelf } = parts
  return {
    receive: (draft) => shelf.serial(() => takeIn(parts, draft, (context) => receiveDossier(draft, context))),
    refuse: (draft, refusal) => shelf.serial(() => takeIn(parts, draft, (context) => refuseAtDesk(draft, refusal, context))),
    run: (id, command) => shelf.serial(() => runOn(parts, id, command)),
  }
}

async function takeIn(parts: CommandParts, draft: IntakeDraft, decide: (context: IntakeContext) => CommandOutcome): Promise<Dossier> {
  const dossierId = dossierIdOf(draft.id)
  const before = await parts.shelf.open(dossierId)
  if (before !== undefined) {
    // Saved already: a full disk or a crash kept only the draft from going.
    await parts.removeDraft(draft.id)
    return before.record
  }
  const context = contextFor(parts)
  const number = parts.numbering.next(context.at)
  const entered = tryEnter(parts, draft.procedureCode, context.at)
  const outcome = decide({ ...context, ...entered?.context, number: number.issued, dossierId })
  const event = await sign(parts, outcome, context)
  const change = { author: context.actor.person, since: context.at }
  const pendingEvents = [{ event, mark: newMark(change) }]
  await parts.shelf.put({ record: outcome.dossier, mark: newMark(change), pendingEvents, attachments: null, aside: null })
  await parts.events.advance(event)
  number.taken()
  // A dossier refused at the desk is entered in no book.
  if (outcome.dossier.book !== null) entered?.taken()
  await parts.removeDraft(draft.id)
  parts.changed()
  return outcome.dossier
}

async function runOn(parts: CommandParts, id: DossierId, command: DossierCommand): Promise<Dossier> {
  const held = await parts.shelf.open(id)
  if (held === undefined) throw new RuleBroken('not-found')
  if (isHeldBack(held)) throw new RuleBroken('newer-schema')
  const merged = command.do === 'undoMerge' ? await findMerged(parts.events, held, command.eventId) : undefined
  const acting = contextFor(parts)
  const numbers = numbersFor(parts, held.record, command, acting.at)
  const context = { ...acting, ...numbers?.context, ...(merged === undefined ? {} : { merged }) }
  const outcome = runCommand(held.record, command, context)
  const event = await sign(parts, outcome, context)
  const change = { author: context.actor.person, since: context.at }
  const mark = outcome.dossier === held.record ? held.mark : editedMark(held, change)
  await parts.shelf.put({
    ...held,
    record: outcome.dossier,
    mark,
    pendingEvents: [...held.pendingEvents, { event, mark: newMark(change) }],
  })
  numbers?.taken()
  await parts.events.advance(event)
  parts.changed()
  return outcome.dossier
}

/** What an automatic merge did, from its event: it may still wait here, or lie in the journal. */
async function findMerged(events: EventLog, { record, pendingEvents }: HeldDossier, id: EventId): Promise<MergedField[] | undefined> {
  const known = [...pendingEvents, ...(await events.listOf(record.id))].find(({ event }) => event.id === id)
  return known && readMergedFields(known.event)
}

function contextFor(parts: CommandParts): CommandContext {
  const { person, device } = parts.entry()
  const at = toInstant(parts.now())
  return {
    at,
    actor: { person: person.id, name: person.name, roles: rolesOn(person, dayOf(at), device.agency), agency: device.agency },
    deskName: device.deskName,
    catalogue: parts.catalogue(),
    eventId: EventId.parse(`event:${freshUlid(parts.now())}`),
    newId: () => freshUlid(parts.now()),
  }
}

async function sign(parts: CommandParts, outcome: CommandOutcome, context: CommandContext) {
  const { dossier, event: facts, role } = outcome
  return signEvent({
    dossier,
    facts,
    role,
    eventId: context.eventId,
    at: context.at,
    entry: parts.entry(),
    head: await parts.events.head(),
  })
}

/** A ULID for this moment. */
export function freshUlid(epochMs: number): string {
  return makeUlid(epochMs, crypto.getRandomValues(new Uint8Array(10)))
}
