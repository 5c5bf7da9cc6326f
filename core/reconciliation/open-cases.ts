import type { ReconciliationCase } from './case.ts'

/** True while a case waits for its decision. */
export function isOpen({ settled }: Pick<ReconciliationCase, 'settled'>): boolean {
  return settled === null
}

/**
 * True where signing, numbering and returning wait for the case: it is open and disputes a legal field or a step. A doubled code bars
 * nothing: the dossier goes on and gets another code.
 */
export function isOpenLegal(one: Pick<ReconciliationCase, 'settled' | 'fields' | 'kind'>): boolean {
  return isOpen(one) && one.kind !== 'doubled_code' && one.fields.some(({ fieldClass }) => fieldClass === 'legal')
}
