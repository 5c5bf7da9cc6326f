import type { Dossier } from '#core/dossier/dossier.ts'
import { membersOf } from '#core/dossier/members.ts'
import { spansOf } from '#core/indicators/spans-of.ts'
import { dayOf, epochMsOf, type Instant } from '#core/record/instant.ts'
import { type Ending, endingOf, punctualityOf } from './ending.ts'
import { FactsRefused, type Flag, plausibleAmount, plausibleDate } from './plausible.ts'

/** How a dossier's fee, receipt and pages stand, beside the dossier itself: one row each in `star.payment`, `star.pause` and `star.page`. */
export type PaymentRow = {
  dossierId: string
  paymentId: string
  paidAt: string | null
  amountVnd: number | null
  method: string
  receiptKind: string | null
  receiving: string
}
export type PauseRow = { dossierId: string; ordinal: number; status: number; fromAt: string | null; toAt: string | null }
export type PageRow = {
  dossierId: string
  placementId: string
  pageHash: string
  mediaType: string
  sizeBytes: number
  purpose: string
  paperId: string | null
  addedAt: string | null
}
/** A stretch of a counted dossier's life before its end (`core/indicators/spans-of.ts`); `endAt` is `infinity` for the one it is in. */
export type SpanRow = {
  dossierId: string
  ordinal: number
  startAt: string
  endAt: string
  state: string
  lateFrom: string | null
  receiving: string
  competent: string
  sector: string
  procedureCode: string
  channel: number
}

/** What a person is recognised by; the warehouse keeps only a keyed hash of `identity`, never this. */
export type Applicant = {
  identity: string
  type: Dossier['applicant']['type']
  birthYear: number | null
  sex: string | null
  unitCode: string | null
}

/**
 * One dossier as the indicators see it: a row of `star.dossier` (same names in snake_case). Instants are ISO 8601 with +07:00, days
 * `yyyy-MM-dd` in Vietnam, money whole đồng. Everything is judged by when the act was done at the desk, never by arrival.
 */
export type DossierRow = ReturnType<typeof rowOf>

export type DossierFacts = {
  dossier: DossierRow
  applicant: Applicant
  pauses: PauseRow[]
  spans: SpanRow[]
  payments: PaymentRow[]
  pages: PageRow[]
}

/**
 * The facts of one dossier document. Values that cannot be meant (years outside 1990–2100, sums over 10^12 đồng) become null with a
 * flag.
 * @throws {FactsRefused} where the moment of receipt itself cannot be meant
 */
export function dossierFacts(dossier: Dossier): DossierFacts {
  const flags = new Set<Flag>()
  const pauses = dossier.pauses.map(
    (one, ordinal): PauseRow => ({
      dossierId: dossier.id,
      ordinal,
      status: one.status,
      fromAt: plausibleDate(one.from, flags),
      toAt: plausibleDate(one.to, flags),
    }),
  )
  const payments = paymentsOf(dossier, flags)
  const pages = pagesOf(dossier, flags)
  const row = rowOf(dossier, flags)
  return { dossier: row, applicant: applicantOf(dossier), pauses, spans: spanRowsOf(dossier, row), payments, pages }
}

function rowOf(dossier: Dossier, flags: Set<Flag>) {
  const { agencies, procedure, business } = dossier
  return {
    dossierId: dossier.id,
    schemaVersion: dossier.schemaVersion,
    code: dossier.code,
    procedureCode: procedure.code,
    procedureVersion: procedure.version,
    sector: procedure.sector,
    ...agencies,
    members: membersOf(dossier),
    channel: dossier.channel,
    applicantType: dossier.applicant.type,
    status: business.status,
    stage: business.stage,
    statusSince: plausibleDate(business.since, flags),
    holderRole: business.holder.role,
    holderPerson: business.holder.person,
    deskName: dossier.received.deskName,
    receivedBy: dossier.received.by,
    ...momentsOf(dossier, flags),
    ...progressOf(dossier),
    ...digitalOf(dossier),
    ...moneyOf(dossier, flags),
    deliveryMethod: dossier.delivery.method,
    rating: dossier.rating?.level ?? null,
    ratedAt: plausibleDate(dossier.rating?.act.at ?? null, flags),
    portalState: dossier.sync.nationalPortal.state,
    portalAt: plausibleDate(dossier.sync.nationalPortal.at, flags),
    openCases: (dossier.cases ?? []).filter(({ settled }) => settled === null).length,
    voided: dossier.voided != null,
    flags: [...flags].sort(),
  }
}

function spanRowsOf(dossier: Dossier, row: DossierRow): SpanRow[] {
  const { dossierId, receiving, competent, sector, procedureCode, channel } = row
  return spansOf(dossier, row).map(({ startAt, endAt, state, lateFrom }, ordinal) => ({
    dossierId,
    ordinal,
    startAt,
    endAt: endAt ?? 'infinity',
    state,
    lateFrom,
    receiving,
    competent,
    sector,
    procedureCode,
    channel,
  }))
}

/** Receipt, appointment and end; `punctuality` compares the end with the appointment as it stood, null while the dossier is open. */
function momentsOf(dossier: Dossier, flags: Set<Flag>) {
  const receivedAt = plausibleDate(dossier.received.at, flags)
  if (receivedAt === null) throw new FactsRefused('received-date')
  const ending: Ending | null = endingOf(dossier)
  const finishedAt = plausibleDate(ending?.at ?? null, flags)
  const returnedAt = plausibleDate(dossier.delivery.returned?.act.at ?? null, flags)
  const dueAt = plausibleDate(dossier.dueAt, flags)
  return {
    receivedAt,
    receivedDay: dayOf(receivedAt),
    dueAt,
    firstDueAt: plausibleDate(dossier.dueHistory[0]?.from ?? dossier.dueAt, flags),
    durationValue: dossier.duration.value > 100_000 ? null : dossier.duration.value,
    durationUnit: dossier.duration.unit,
    finishedAt,
    finishedDay: finishedAt === null ? null : dayOf(finishedAt),
    outcome: finishedAt === null ? null : (ending?.outcome ?? null),
    clockStoppedAt: plausibleDate(ending?.clockStoppedAt ?? null, flags),
    returnedAt,
    punctuality: finishedAt === null ? null : punctualityOf(dossier, ending),
  }
}

/** Requests for more papers and standstills of the legal clock; `pausedSeconds` counts the ended ones. */
function progressOf({ supplements, pauses }: Dossier) {
  const ended = pauses.reduce((sum, { from, to }) => sum + (to === null ? 0 : Math.max(0, epochMsOf(to) - epochMsOf(from))), 0)
  const openSince: Instant | null = pauses.find(({ to }) => to === null)?.from ?? null
  return { supplements: supplements.length, pauses: pauses.length, pausedNow: openSince !== null, pausedSeconds: Math.round(ended / 1000) }
}

/**
 * QĐ 766 group 4 and the schemes' "hồ sơ xử lý hoàn toàn điện tử": `electronic` is a finished dossier all of whose papers were taken
 * in as scans or database answers, and whose result is a file.
 */
function digitalOf({ papers, placements, business }: Dossier) {
  const asked = papers.filter(({ met }) => met !== 'not_needed')
  const scanned = asked.filter(({ met }) => met === 'scan').length
  const reused = asked.filter(({ met }) => met === 'lookup').length
  const resultFile = placements.some(({ purpose }) => purpose === 'result')
  const finished = business.status === 9 || business.status === 10
  return {
    papers: asked.length,
    papersScanned: scanned,
    papersReused: reused,
    pages: placements.length,
    resultFile,
    electronic: finished && resultFile && scanned + reused === asked.length,
  }
}

/** `paidOnlineVnd`: by the national gateway, a transfer or a card. */
function moneyOf({ money }: Dossier, flags: Set<Flag>) {
  const online = money.payments.filter(({ method }) => method !== 'cash').reduce((sum, { amountVnd }) => sum + amountVnd, 0)
  return {
    moneyState: money.state,
    feeVnd: plausibleAmount(money.totalVnd, flags),
    paidVnd: plausibleAmount(money.paidVnd, flags),
    paidOnlineVnd: plausibleAmount(online, flags),
  }
}

function paymentsOf({ id, money, agencies }: Dossier, flags: Set<Flag>): PaymentRow[] {
  return money.payments.map((one) => ({
    dossierId: id,
    paymentId: one.id,
    paidAt: plausibleDate(one.act.at, flags),
    amountVnd: plausibleAmount(one.amountVnd, flags),
    method: one.method,
    receiptKind: one.receipt?.kind ?? null,
    receiving: agencies.receiving,
  }))
}

function pagesOf({ id, placements }: Dossier, flags: Set<Flag>): PageRow[] {
  return placements.map((one) => ({
    dossierId: id,
    placementId: one.id,
    pageHash: one.page,
    mediaType: one.mediaType,
    sizeBytes: one.sizeBytes,
    purpose: one.purpose,
    paperId: one.paperId,
    addedAt: plausibleDate(one.added.at, flags),
  }))
}

/** By number where there is one; else by name and birth date, which is as much as the paper knew. */
function applicantOf({ applicant }: Dossier): Applicant {
  const { personalId, oldId, taxCode, name, birthDate } = applicant
  const number = personalId ?? taxCode ?? oldId
  const year = Number(birthDate?.slice(0, 4))
  return {
    identity: number === null ? `name:${name.normalize('NFC').toLowerCase()}|${birthDate ?? ''}` : `id:${number}`,
    type: applicant.type,
    birthYear: birthDate === null || !(year >= 1850 && year <= 2100) ? null : year,
    sex: applicant.sex,
    unitCode: applicant.address.unitCode,
  }
}
