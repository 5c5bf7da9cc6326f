import { addDuration } from '#core/calendar/add-duration.ts'
import { computeFees } from '#core/payment/compute-fees.ts'
import { factsOfPayment } from '#core/payment/payment-facts.ts'
import { findAgency, findProcedureInForce } from '#core/procedure/catalogue.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { AgencySlug, DossierId } from '#core/record/ids.ts'
import { dayOf, epochMsOf } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { factsOfBook } from '#core/registers/book-facts.ts'
import { assertPapersComplete, assertShownPapersNotCopied } from './check-papers.ts'
import { applicantOf, submitterOf } from './check-people.ts'
import { actOf, type CommandContext, type CommandOutcome, getCalendarOf, type IssuedNumber } from './command-context.ts'
import { type Act, type Dossier, type Duration, dossierSchemaVersion } from './dossier.ts'
import type { IntakeDraft } from './intake.ts'
import { untouched } from './untouched.ts'

/** What intake needs beyond a command: the number taken from the slot, and the new dossier's id. */
export type IntakeContext = CommandContext & { number: IssuedNumber; dossierId: string }

const clockToleranceMs = 5 * 60_000
const notSent = { state: 'not_sent' as const, at: null, note: '' }

/**
 * Tiếp nhận: an intake becomes a dossier in status 2, with its number, appointment and fee sheet.
 * @throws RuleBroken naming the first field that is missing or impossible; nothing is made then
 */
export function receiveDossier(draft: IntakeDraft, context: IntakeContext): CommandOutcome {
  assertMayTakeIn(draft, context)
  const procedure = getProcedure(draft, context)
  assertShownPapersNotCopied({ procedure }, draft, context.catalogue)
  assertPapersComplete(draft)
  const dossier = buildDossier(draft, procedure, context)
  const data = {
    code: dossier.code,
    procedure: procedure.code,
    dueAt: dossier.dueAt,
    pages: dossier.placements.length,
    totalVnd: dossier.money.totalVnd,
    payments: dossier.money.payments.map(factsOfPayment),
    book: factsOfBook(dossier.book),
  }
  return { dossier, role: 'one_stop_official', event: { type: 'dossierReceived', from: null, to: 2, stage: null, note: draft.note, data } }
}

/**
 * Từ chối tiếp nhận tại quầy (form 03): the intake becomes a dossier in status 3. No clock runs, nothing is paid, papers go back.
 * @throws RuleBroken as `receiveDossier`
 */
export function refuseAtDesk(draft: IntakeDraft, refusal: { reason: string; legalGround: string }, context: IntakeContext): CommandOutcome {
  assertMayTakeIn(draft, context)
  if (refusal.reason.trim() === '') throw new RuleBroken('field-missing', 'reason')
  if (refusal.legalGround.trim() === '') throw new RuleBroken('field-missing', 'legalGround')
  const built = buildDossier(draft, getProcedure(draft, context), context)
  const dossier: Dossier = {
    ...built,
    business: { ...built.business, status: 3, holder: { ...built.business.holder, role: null, person: null, name: '' } },
    money: { ...built.money, state: 'none', lines: [], totalVnd: 0, paidVnd: 0, payments: [] },
    delivery: { ...built.delivery, state: 'none' },
    dueAt: null,
    dueHistory: [],
    book: null,
    refusal: {
      act: actOf(context),
      formNumber: `${built.code}/TCHS`,
      reason: refusal.reason.trim(),
      legalGround: refusal.legalGround.trim(),
    },
  }
  const event = {
    type: 'intakeRefused' as const,
    from: null,
    to: 3 as const,
    stage: null,
    note: refusal.reason,
    data: { code: dossier.code, procedure: dossier.procedure.code },
  }
  return { dossier, role: 'one_stop_official', event }
}

function assertMayTakeIn(draft: IntakeDraft, context: IntakeContext): void {
  if (!context.actor.roles.includes('one_stop_official')) throw new RuleBroken('role-missing')
  if (epochMsOf(draft.started) > epochMsOf(context.at) + clockToleranceMs) throw new RuleBroken('clock-set-back')
}

function getProcedure(draft: IntakeDraft, context: IntakeContext): Procedure {
  if (draft.procedureCode === null) throw new RuleBroken('field-missing', 'procedureCode')
  const procedure = findProcedureInForce(context.catalogue, draft.procedureCode, dayOf(context.at))
  if (procedure === undefined) throw new RuleBroken('field-invalid', 'procedureCode')
  return procedure
}

function buildDossier(draft: IntakeDraft, procedure: Procedure, context: IntakeContext): Dossier {
  if (draft.sets < 1) throw new RuleBroken('field-missing', 'sets')
  const { lookupSecret, code, ...numbering } = context.number
  const duration = procedure.durations[draft.channel] ?? { value: 0, unit: 'none' as const }
  const dueAt = dueOf(duration, procedure, context)
  const act = actOf(context)
  return {
    kind: 'dossier',
    schemaVersion: dossierSchemaVersion,
    id: DossierId.parse(context.dossierId),
    code,
    numbering,
    lookupSecret,
    procedure: { code: procedure.code, version: procedure.version, name: procedure.name, sector: procedure.sector },
    agencies: agenciesOf(draft, procedure, context),
    channel: draft.channel,
    applicant: applicantOf(draft, context.at),
    submitter: submitterOf(draft),
    subject: draft.subject.trim(),
    sets: draft.sets,
    papers: draft.papers,
    placements: draft.placements,
    business: receivedState(act),
    money: moneyOf(draft, procedure, context),
    delivery: { state: 'waiting', method: draft.deliveryMethod, place: draft.deliveryPlace.trim(), returned: null },
    sync: { nationalPortal: notSent, ministry: notSent, warehouse: notSent },
    received: { ...act, deskName: context.deskName },
    duration,
    dueAt,
    dueHistory: dueAt === null ? [] : [{ at: context.at, by: act.by, from: null, to: dueAt, reason: 'received' }],
    ...untouched(),
    book: context.bookNumber ?? null,
    lastEvent: context.eventId,
    updated: { ...act, role: 'one_stop_official' },
  }
}

function receivedState({ at, by, byName }: Act): Dossier['business'] {
  const holder = { role: 'one_stop_official' as const, person: by, name: byName, since: at }
  return { status: 2, stage: null, statusBefore: null, stageBefore: null, since: at, holder }
}

function dueOf(duration: Duration, procedure: Procedure, context: IntakeContext): Dossier['dueAt'] {
  const { agency } = context.actor
  const calendar = getCalendarOf(context.catalogue, agency)
  return addDuration({ calendar, agency, from: context.at, duration, cutoff: procedure.cutoff }).due
}

function agenciesOf(draft: IntakeDraft, procedure: Procedure, context: IntakeContext): Dossier['agencies'] {
  const receiving = context.actor.agency
  const competent = draft.competent ?? (procedure.competent === 'receiving' ? receiving : AgencySlug.parse(procedure.competent))
  if (findAgency(context.catalogue, competent) === undefined) throw new RuleBroken('field-invalid', 'competent')
  return { assisting: draft.assisting, receiving, competent }
}

function moneyOf(draft: IntakeDraft, procedure: Procedure, context: IntakeContext): Dossier['money'] {
  const { feeQuantities: quantities, exemptionCode, channel } = draft
  const { lines, totalVnd } = computeFees({ rules: procedure.fees, quantities, channel, day: dayOf(context.at), exemptionCode })
  const paidVnd = draft.payment?.amountVnd ?? 0
  if (paidVnd < 0 || paidVnd > totalVnd) throw new RuleBroken('field-invalid', 'payment')
  const taken = draft.payment !== null && paidVnd > 0 ? [{ ...draft.payment, id: context.newId(), act: actOf(context) }] : []
  return { state: moneyStateOf(lines, totalVnd, paidVnd), lines, totalVnd, paidVnd, payments: taken, dutyNote: '' }
}

function moneyStateOf(lines: Dossier['money']['lines'], totalVnd: number, paidVnd: number): Dossier['money']['state'] {
  if (totalVnd > 0) return paidVnd === totalVnd ? 'paid' : 'due'
  return lines.some((line) => line.exemption !== null) ? 'exempt' : 'none'
}
