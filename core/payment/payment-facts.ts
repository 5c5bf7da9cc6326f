import type { Payment } from '#core/dossier/dossier.ts'

/** A payment as the journal tells of it; the day's close adds these up. */
export function factsOfPayment({ amountVnd, method, receipt }: Pick<Payment, 'amountVnd' | 'method' | 'receipt'>) {
  return { amountVnd, method, receipt }
}
