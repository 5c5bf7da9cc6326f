import { createHash } from 'node:crypto'
import type { Agency } from '#core/agency/agency.ts'
import { getCalendarOf } from '#core/dossier/command-context.ts'
import { type Channel, Dossier } from '#core/dossier/dossier.ts'
import { canonicalJson, eventSchemaVersion, JournalEvent } from '#core/journal/event.ts'
import { formatDossierCode } from '#core/numbering/dossier-code.ts'
import { type Catalogue, findProcedureInForce } from '#core/procedure/catalogue.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { type AgencySlug, makeUlid } from '#core/record/ids.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { type DemoPlan, listPlans } from './demo-plan.ts'
import { type DemoDevice, demoSlot, makeDemoDevices } from './demo-staff.ts'
import type { DemoWorld, Receipt } from './demo-world.ts'
import type { DemoPage } from './draw-page.ts'
import { type DisputeTruth, makeDisputes } from './make-disputes.ts'
import { listMoments, listOfficeMinutes, type OfficeTime, pickReceipt } from './office-time.ts'
import { mostSteps, type PlayedDossier, type PlayedEvent, playDossier } from './play-dossier.ts'
import { makeRandom, type Random } from './random.ts'

export type DemoQuestion = {
  catalogue: Catalogue
  now: Instant
  /** Name of the public key that `signEvent` signs with; it stands on every event. */
  keyId: string
  /** ECDSA P-256 over the canonical JSON of the event without its signature; base64. */
  signEvent: (unsigned: string) => Promise<string>
  seed?: number
  /** Dossiers of the first pilot office, and of each other one. */
  counts?: { first: number; others: number }
  /** How many dossiers of the first pilot office two desks have edited apart from each other; none unless asked for. */
  disputes?: number
}

/** What one agency's databases hold: dossiers it receives or decides, their events and pages. */
export type DemoDatabase = { agency: AgencySlug; dossiers: Dossier[]; events: JournalEvent[]; pages: DemoPage[] }
export type DemoData = { databases: DemoDatabase[]; devices: DemoDevice[]; disputes: DisputeTruth[] }

const firstPilot = 'h53-27712'
const landProcedures = ['1.013978', '1.012796']
const usualProcedures = [
  '1.001193',
  '1.000656',
  '1.000894',
  '1.004873',
  '2.000635',
  '2.000635',
  '2.000815',
  '2.000815',
  '2.000884',
  '1.004837',
  '1.004859',
  '2.001016',
  '2.000913',
  '1.014027',
  '1.014028',
  '1.001776',
  '1.001699',
  '1.001612',
  '2.000575',
  '1.010833',
  '1.011609',
]

/**
 * Invented dossiers of the pilot offices in every official status, around `now`: made by the same commands that officials give,
 * so each has the history that led to it. The same question gives the same records, but for their signatures.
 */
export async function makeDemoDossiers(question: DemoQuestion): Promise<DemoData> {
  const random = makeRandom(question.seed ?? 27712)
  const { catalogue } = question
  const staffed = catalogue.agencies.filter((one) => one.pilot || one.slug === 'h53-vpdk-kv1')
  const devices = makeDemoDevices(random, staffed, Date.parse('2025-07-01T00:00:00Z'))
  const world: DemoWorld = { catalogue, devices, random, ulid: (at) => makeUlid(epochMsOf(at), random.bytes(10)) }
  const receipts = staffed.filter((one) => one.pilot).flatMap((commune, index) => listReceipts(question, random, commune, index * 10_000))
  const played = receipts.map((receipt) => playDossier(world, receipt))
  const disputed = played.filter(({ dossier }) => dossier.agencies.receiving === firstPilot)
  const disputes = makeDisputes(world, disputed, { count: question.disputes ?? 0, now: question.now })
  const events = await chainEvents(played, question)
  return { databases: staffed.map(({ slug }) => databaseOf(slug, played, events)), devices, disputes }
}

function listReceipts(question: DemoQuestion, random: Random, commune: Agency, serials: number): Receipt[] {
  const { catalogue, now } = question
  const counts = question.counts ?? { first: 119, others: 27 }
  const time = listOfficeMinutes(getCalendarOf(catalogue, commune.slug), commune.slug, now)
  const plans = listPlans(commune.slug === firstPilot ? counts.first : counts.others)
  const arrivals = plans.map((plan) => arrive(question, random, plan, time)).sort((a, b) => a.index - b.index)
  const issued = new Map<string, number>()
  return arrivals.map(({ index, ...arrival }, order) => {
    const at = toInstant(time.minutes[index] ?? epochMsOf(now))
    const day = dayOf(at)
    const counter = (issued.get(day) ?? 0) + 1
    issued.set(day, counter)
    const code = formatDossierCode({ agencyCode: commune.code, day, slot: demoSlot, counter })
    const number = { code, slot: demoSlot, generation: 1, counter, day, lookupSecret: secretOf(random) }
    return { ...arrival, commune, at, number, serial: serials + order + 1, moments: listMoments(time, random, index, mostSteps) }
  })
}

type Arrival = { plan: DemoPlan; procedure: Procedure; channel: Channel; index: number }

function arrive({ catalogue, now }: DemoQuestion, random: Random, plan: DemoPlan, time: OfficeTime): Arrival {
  const codes = plan.land ? landProcedures : usualProcedures
  const known = codes.map((code) => findProcedureInForce(catalogue, code, dayOf(now))).filter((one) => one !== undefined)
  // A same-day procedure is due today or late, never "in time for next week".
  const lasting = plan.wish === 'on_time' || plan.wish === 'soon'
  const procedure = random.pick(lasting ? known.filter((one) => one.durations['1']?.unit !== 'same_day') : known)
  const channel = plan.status === 1 ? 2 : channelOf(random, procedure)
  const index = pickReceipt(time, random, { procedure, channel, wish: plan.wish, steps: mostSteps })
  return { plan, procedure, channel, index }
}

function channelOf(random: Random, { durations }: Procedure): Channel {
  const open = ([1, 2, 3] as const).filter((channel) => durations[channel] !== null)
  return random.happens(0.75) || open.length === 0 ? 1 : random.pick(open)
}

function secretOf(random: Random): string {
  return Array.from({ length: 4 }, () => random.pick([...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'])).join('')
}

/** Links the events of each PC in the order they happened, and signs them. */
async function chainEvents(played: readonly PlayedDossier[], question: DemoQuestion): Promise<Map<string, JournalEvent>> {
  const inOrder = played
    .flatMap(({ dossier, events }) => events.map((event) => ({ dossier, event })))
    .sort((a, b) => epochMsOf(a.event.at) - epochMsOf(b.event.at))
  const heads = new Map<string, JournalEvent['chain']>()
  const chained = new Map<string, JournalEvent>()
  for (const { dossier, event } of inOrder) {
    const { device } = event.by.device
    const chain = heads.get(device) ?? { seq: 1, prevHash: '' }
    const unsigned = { ...unsignedEvent(dossier, event), chain, keyId: question.keyId }
    const signed = JournalEvent.parse({ ...unsigned, signature: await question.signEvent(canonicalJson(unsigned)) })
    chained.set(signed.id, signed)
    heads.set(device, { seq: chain.seq + 1, prevHash: createHash('sha256').update(canonicalJson(signed)).digest('hex') })
  }
  return chained
}

function unsignedEvent(dossier: Dossier, { outcome, at, eventId, by }: PlayedEvent) {
  const { device, agency, deskName } = by.device
  return {
    kind: 'event' as const,
    schemaVersion: eventSchemaVersion,
    id: eventId,
    dossierId: dossier.id,
    dossierCode: dossier.code,
    ...outcome.event,
    at,
    author: by.actor.person,
    authorName: by.actor.name,
    role: outcome.role,
    agency,
    device,
    deskName,
  }
}

function databaseOf(agency: AgencySlug, played: readonly PlayedDossier[], events: ReadonlyMap<string, JournalEvent>): DemoDatabase {
  const own = played.filter(({ dossier }) => dossier.agencies.receiving === agency || dossier.agencies.competent === agency)
  return {
    agency,
    dossiers: own.map(({ dossier }) => Dossier.parse(dossier)),
    events: own.flatMap((one) => one.events.map((event) => events.get(event.eventId))).filter((event) => event !== undefined),
    pages: own.flatMap((one) => one.pages),
  }
}
