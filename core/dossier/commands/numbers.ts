import { factsOfPayment } from '#core/payment/payment-facts.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { factsOfBook } from '#core/registers/book-facts.ts'
import { actOf, type CommandContext, type IssuedBookNumber } from '../command-context.ts'
import type { Dossier, Payment } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/**
 * Huỷ số: a dossier that was saved by mistake ends in status 8 with the reason. Its code and register number stay accounted for and are never
 * given again; money that was taken goes back the way it came.
 */
export function voidNumber(dossier: Dossier, command: CommandOf<'voidNumber'>, context: CommandContext): HandlerOutcome {
  const act = actOf(context)
  const refunds = refundsOf(dossier, context)
  const refundedVnd = refunds.reduce((sum, one) => sum - one.amountVnd, 0)
  const moved = enterStatus(dossier, { status: 8 }, context)
  const money =
    refunds.length === 0
      ? moved.money
      : {
          ...moved.money,
          state: 'refunded' as const,
          paidVnd: moved.money.paidVnd - refundedVnd,
          payments: [...moved.money.payments, ...refunds],
        }
  const { code, book } = dossier
  return {
    dossier: { ...moved, money, voided: { act, reason: command.reason } },
    type: 'numberVoided',
    note: command.reason,
    data: { code, book: factsOfBook(book), refunds: refunds.map(factsOfPayment) },
  }
}

/** One refund for each way that money came in. */
function refundsOf({ money }: Dossier, context: CommandContext): Payment[] {
  const left = new Map<Payment['method'], number>()
  for (const one of money.payments) left.set(one.method, (left.get(one.method) ?? 0) + one.amountVnd)
  const act = actOf(context)
  return [...left].flatMap(([method, amountVnd]) =>
    amountVnd > 0 ? [{ id: context.newId(), act, amountVnd: -amountVnd, method, receipt: null }] : [],
  )
}

/** Đánh số lại: the dossier of a `doubled_code` case takes the next number of this desk; the case is settled with it. */
export function renumber(dossier: Dossier, command: CommandOf<'renumber'>, context: CommandContext): HandlerOutcome {
  const found = dossier.cases?.find(({ id }) => id === command.caseId)
  if (found === undefined) throw new RuleBroken('not-found', 'caseId')
  if (found.kind !== 'doubled_code' || found.settled !== null) throw new RuleBroken('transition-forbidden', 'caseId')
  const path = found.fields[0]?.path
  const renumbered = path === 'book' ? withNewBook(dossier, found, context) : withNewCode(dossier, found, context)
  const value = path === 'book' ? factsOfBook(renumbered.book) : renumbered.code
  const role = context.actor.roles.includes('one_stop_official') ? ('one_stop_official' as const) : ('supervisor' as const)
  const choices = [{ path: path ?? 'code', take: 'typed' as const, value }]
  const settled = { ...actOf(context), role, choices, reason: command.reason, evidence: [] }
  const cases = (dossier.cases ?? []).map((one) => (one.id === found.id ? { ...one, settled } : one))
  return {
    dossier: { ...renumbered, cases },
    type: 'dossierRenumbered',
    note: command.reason,
    data: { caseId: found.id, path: path ?? 'code', before: path === 'book' ? factsOfBook(dossier.book) : dossier.code, after: value },
  }
}

function withNewCode(dossier: Dossier, { id }: ReconciliationCase, context: CommandContext): Dossier {
  if (context.number === undefined) throw new RuleBroken('no-slot')
  const { code, lookupSecret, ...numbering } = context.number
  const former = { code: dossier.code, until: actOf(context), caseId: id }
  return { ...dossier, code, numbering, formerCodes: [...(dossier.formerCodes ?? []), former] }
}

function withNewBook(dossier: Dossier, { id }: ReconciliationCase, context: CommandContext): Dossier {
  if (dossier.book === null) throw new RuleBroken('field-missing', 'book')
  const former = { ...dossier.book, until: actOf(context), caseId: id }
  return { ...dossier, book: bookNumberOf(context), formerBooks: [...(dossier.formerBooks ?? []), former] }
}

/** Vào sổ: on the desk that holds the book. A number once given stays. */
export function enterInRegister(dossier: Dossier, _command: CommandOf<'enterInRegister'>, context: CommandContext): HandlerOutcome {
  if (dossier.book !== null) throw new RuleBroken('transition-forbidden', 'book')
  const book = bookNumberOf(context)
  return { dossier: { ...dossier, book }, type: 'enteredInRegister', note: '', data: { book: factsOfBook(book) } }
}

function bookNumberOf({ bookNumber }: CommandContext): IssuedBookNumber {
  if (bookNumber === undefined) throw new RuleBroken('no-book')
  return bookNumber
}
