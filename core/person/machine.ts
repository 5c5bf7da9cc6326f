import { PersonId } from '#core/record/ids.ts'

/** Machines that stand on records as who did it. Nobody has their accounts, so no official acts in their name. */
export const machines = { centre: PersonId.parse('person:may-chu'), portal: PersonId.parse('person:cong.dvcqg') }
export type Machine = keyof typeof machines

/** Which machine this is; null for a person. */
export function machineOf(person: PersonId): Machine | null {
  return person === machines.centre ? 'centre' : person === machines.portal ? 'portal' : null
}
