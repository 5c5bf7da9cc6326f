import type { Dossier } from '#core/dossier/dossier.ts'
import type { FormNumber } from '#renderer/features/forms/form-template.ts'

/** The forms that this dossier can be printed on now: each needs the act that it certifies. */
export function listPrintableForms(dossier: Pick<Dossier, 'business' | 'supplements' | 'refusal' | 'stop'>): FormNumber[] {
  const forms: FormNumber[] = []
  if (dossier.business.status !== 1 && dossier.refusal === null) forms.push('01')
  if (dossier.supplements.length > 0) forms.push('02')
  if (dossier.refusal !== null) forms.push('03')
  if (dossier.stop !== null) forms.push('05')
  return forms
}

/** The form that an action makes due: it goes to the citizen at once. */
export const formAfter = { correct: '01', requestSupplement: '02', refuseIntake: '03', stop: '05' } as const satisfies Partial<
  Record<string, FormNumber>
>
