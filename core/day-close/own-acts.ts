import { z } from 'zod'
import { BookEntry, Payment } from '#core/dossier/dossier.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import { type DossierCode, parseDossierCode } from '#core/numbering/dossier-code.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'

const PaymentFacts = Payment.pick({ amountVnd: true, method: true }).extend({ receipt: Payment.shape.receipt.default(null) })
export type PaymentFacts = z.infer<typeof PaymentFacts>

const BookFacts = BookEntry.required({ year: true, generation: true }).extend({ register: RegisterKind })
export type BookFacts = z.infer<typeof BookFacts>

/** What one journal event means for the day's figures. */
export type OwnAct = {
  event: JournalEvent
  /** The code that it used up, taken apart; null where it used none, or none of a slot. */
  code: DossierCode | null
  book: BookFacts | null
  payments: PaymentFacts[]
}

/** Reads an event of this desk; facts that an earlier build did not write down count as none. */
export function readOwnAct(event: JournalEvent): OwnAct {
  const code = codeOf(event)
  const payments = z.array(PaymentFacts).safeParse(paymentsIn(event))
  const book = BookFacts.safeParse(event.type === 'dossierRenumbered' ? event.data['after'] : event.data['book'])
  const enters = event.type === 'dossierReceived' || event.type === 'enteredInRegister' || event.type === 'dossierRenumbered'
  return {
    event,
    code: code === null ? null : parseDossierCode(code),
    book: enters && book.success ? book.data : null,
    payments: payments.success ? payments.data : [],
  }
}

function codeOf({ type, data, dossierCode }: JournalEvent): string | null {
  // A dossier refused later (1 → 3) took its number when it was made.
  if (type === 'dossierReceived' || (type === 'intakeRefused' && typeof data['code'] === 'string')) return dossierCode
  return type === 'dossierRenumbered' && typeof data['after'] === 'string' ? data['after'] : null
}

function paymentsIn({ type, data }: JournalEvent): unknown {
  if (type === 'dossierReceived') return data['payments'] ?? []
  if (type === 'numberVoided') return data['refunds'] ?? []
  return type === 'feeCollected' ? [data] : []
}
