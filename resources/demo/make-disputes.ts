import type { DossierCommand } from '#core/dossier/command.ts'
import { Dossier } from '#core/dossier/dossier.ts'
import { runCommand } from '#core/dossier/run-command.ts'
import type { CaseChoice } from '#core/reconciliation/case.ts'
import { caseOpenedFacts, openCase, sideOf } from '#core/reconciliation/open-case.ts'
import { CaseId, type DossierId, EventId } from '#core/record/ids.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { merge } from '#core/sync/merge.ts'
import { placementOf } from './demo-intake.ts'
import { type Actor, pickActor } from './demo-staff.ts'
import type { DemoWorld } from './demo-world.ts'
import { type DisputePlan, planDispute, wantsSteps } from './dispute-plans.ts'
import { drawPaper } from './draw-page.ts'
import type { PlayedDossier, PlayedEvent } from './play-dossier.ts'

/** What the paper of a disputed dossier says: how its case has to be decided. */
export type DisputeTruth = { caseId: CaseId; dossierId: DossierId; code: string; kind: DisputePlan['kind']; choices: CaseChoice[] }

/** How long ago the two edits met, in minutes: some just now, some for more than a day. */
const agesMinutes = [7, 25, 50, 90, 180, 400, 1600, 3000]

/**
 * Lets two desks edit dossiers of the demo apart from each other and meet, by the commands and the merge that desks use. Each
 * dossier carries a page on which the right value is drawn; the answer tells what is on it.
 */
export function makeDisputes(
  world: DemoWorld,
  played: readonly PlayedDossier[],
  question: { count: number; now: Instant },
): DisputeTruth[] {
  const truths: DisputeTruth[] = []
  const nowMs = epochMsOf(question.now)
  // Those that have rested longest first, so that a dispute can be as old as it should be.
  const left = played
    .filter((one) => isWorkedOn(one) && epochMsOf(lastAct(one)) + restMs <= nowMs)
    .sort((a, b) => epochMsOf(lastAct(a)) - epochMsOf(lastAct(b)))
  while (truths.length < question.count && left.length > 0) {
    const n = truths.length
    const at = left.findIndex(({ dossier }) => !wantsSteps(n) || dossier.business.stage === 'examining')
    const [one] = left.splice(Math.max(0, at), 1)
    if (one === undefined) break
    const ageMs = (agesMinutes[n % agesMinutes.length] ?? 7) * 60_000
    const atMs = Math.max(nowMs - ageMs, epochMsOf(lastAct(one)) + restMs)
    truths.push(dispute(world, one, { plan: planDispute(world.random, one.dossier, n), atMs }))
  }
  return truths
}

/** Two edits and their meeting need some minutes after the last act. */
const restMs = 5 * 60_000

function lastAct({ dossier, events }: PlayedDossier): Instant {
  return events.at(-1)?.at ?? dossier.received.at
}

function isWorkedOn({ dossier }: PlayedDossier): boolean {
  const { business, agencies, applicant } = dossier
  return agencies.receiving === agencies.competent && applicant.type === 'citizen' && (business.status === 2 || business.status === 4)
}

type Meeting = { plan: DisputePlan; atMs: number }

function dispute(world: DemoWorld, one: PlayedDossier, { plan, atMs }: Meeting): DisputeTruth {
  const base = withPaper(one, plan)
  const agency = base.agencies.receiving
  const [mineAt, theirsAt, metAt] = [toInstant(atMs - 120_000), toInstant(atMs - 180_000), toInstant(atMs)]
  const mine = act(world, base, { command: plan.mine, at: mineAt, by: pickActor(world, { agency, role: 'one_stop_official', at: mineAt }) })
  const theirs = act(world, base, {
    command: plan.theirs,
    at: theirsAt,
    by: pickActor(world, { agency, role: 'specialist', at: theirsAt }),
  })
  const outcome = merge({ base, mine: mine.outcome.dossier, theirs: theirs.outcome.dossier })
  if (outcome.kind !== 'disputed') throw new Error(`the edits of a demo dispute do not meet: ${outcome.kind}`)
  const { actor, device } = mine.by
  const opened = openCase(outcome, {
    id: CaseId.parse(`case:${world.ulid(metAt)}`),
    at: metAt,
    by: actor.person,
    byName: actor.name,
    deskName: device.deskName,
    mine: sideOf(mine.outcome.dossier, { deskName: device.deskName, rev: null }),
    theirs: sideOf(theirs.outcome.dossier, { deskName: theirs.by.device.deskName, rev: null }),
  })
  const eventId = EventId.parse(`event:${world.ulid(metAt)}`)
  const dossier = Dossier.parse({ ...opened.body, lastEvent: eventId })
  const met: PlayedEvent = {
    outcome: { dossier, event: caseOpenedFacts(opened.case), role: mine.outcome.role },
    at: metAt,
    eventId,
    by: mine.by,
  }
  one.dossier = dossier
  one.events.push(theirs, mine, met)
  const choices = opened.case.fields.map((field) => plan.truth(field))
  return { caseId: opened.case.id, dossierId: dossier.id, code: dossier.code, kind: plan.kind, choices }
}

/** The paper goes to the first of the dossier's papers, where an official looks first. */
function withPaper(one: PlayedDossier, plan: DisputePlan): Dossier {
  const { dossier } = one
  const page = drawPaper([dossier.code, '', ...plan.paper])
  const official = { person: dossier.received.by, name: dossier.received.byName, roles: [], agency: dossier.agencies.receiving }
  const place = {
    at: dossier.received.at,
    official,
    id: 'giay-lam-chung',
    paperId: dossier.papers[0]?.paperId ?? null,
    purpose: 'paper' as const,
    order: 0,
  }
  one.pages.push(page)
  return { ...dossier, placements: [placementOf(page, place), ...dossier.placements] }
}

type Edit = { command: DossierCommand; at: Instant; by: Actor }

function act(world: DemoWorld, dossier: Dossier, { command, at, by }: Edit): PlayedEvent {
  const eventId = EventId.parse(`event:${world.ulid(at)}`)
  const context = { at, actor: by.actor, deskName: by.device.deskName, catalogue: world.catalogue, eventId, newId: () => world.ulid(at) }
  return { outcome: runCommand(dossier, command, context), at, eventId, by }
}
