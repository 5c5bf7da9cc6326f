import type { TFunction } from 'i18next'
import { RegisterKind } from '#core/registers/register-kind.ts'

/** A missing number for people: the dossier code, or book, volume and number. */
export function nameOfMissing(t: TFunction, number: string): string {
  const [kind, volume = '', entry = ''] = number.split(' ')
  const register = RegisterKind.safeParse(kind)
  return register.success ? `${t(`registers.name.${register.data}`)} ${volume}: ${entry}` : number
}
