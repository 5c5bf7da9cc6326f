import type { TFunction } from 'i18next'
import type { Decider } from '#renderer/data/desk.ts'

/** `, điện thoại 0900 000 001`; nothing where the catalogue knows none. */
export function phoneText(t: TFunction, decider: Pick<Decider, 'phone'>): string {
  return decider.phone === '' ? '' : t('reconciliation.dispute.phone', { phone: decider.phone })
}
