import { isInForce } from '#core/agency/agency-on.ts'
import { findAgency } from '#core/procedure/catalogue.ts'
import { dayOf } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'
import { membersOf } from '../members.ts'

/** Chuyển hồ sơ cho cơ quan khác cùng xử lý: it reads and works the dossier until it is taken back. */
export function sendToAgency(dossier: Dossier, command: CommandOf<'sendToAgency'>, context: CommandContext): HandlerOutcome {
  const agency = findAgency(context.catalogue, command.to)
  if (agency === undefined || !isInForce(agency, dayOf(context.at))) throw new RuleBroken('field-invalid', 'to')
  if (membersOf(dossier).includes(command.to)) throw new RuleBroken('field-invalid', 'to')
  const sending = { id: context.newId(), to: command.to, sent: actOf(context), note: command.note, ended: null }
  const after = { ...dossier, sendings: [...(dossier.sendings ?? []), sending] }
  return { dossier: after, type: 'dossierSent', note: command.note, data: { to: command.to, toName: agency.name } }
}

/** Thu hồi hồ sơ đã chuyển, or the other agency gives it back: its databases lose the dossier again. */
export function takeBack(dossier: Dossier, command: CommandOf<'takeBack'>, context: CommandContext): HandlerOutcome {
  const open = (dossier.sendings ?? []).find(({ id, ended }) => id === command.sendingId && ended === null)
  if (open === undefined) throw new RuleBroken('not-found', 'sendingId')
  const ended = actOf(context)
  const sendings = (dossier.sendings ?? []).map((one) => (one.id === open.id ? { ...one, ended } : one))
  const toName = findAgency(context.catalogue, open.to)?.name ?? open.to
  return { dossier: { ...dossier, sendings }, type: 'dossierTakenBack', note: '', data: { to: open.to, toName } }
}
