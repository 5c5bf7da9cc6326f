import { RuleBroken } from '#core/record/rule-broken.ts'
import { DeskFailure, type DeskFailureCode } from '../desk-failure.ts'
import type { CentreAnswer } from './centre-client.ts'

/** An answer of the centre that is no success, as what the page can tell the official. */
export function centreFailure(answer: Exclude<CentreAnswer<unknown>, { kind: 'ok' }>): DeskFailure | RuleBroken {
  if (answer.kind === 'unreachable') return new DeskFailure(failureOf(answer.code), answer.reason)
  if (answer.status === 401) return new DeskFailure('sign_in_needed', answer.reason)
  if (answer.status === 403) return new RuleBroken('role-missing')
  if (answer.status === 404) return new RuleBroken('not-found')
  if (answer.status === 400) return new RuleBroken('field-invalid', answer.code)
  return new DeskFailure('unreachable', answer.reason)
}

/** An office's hub answers, but cannot pass the question on. */
function failureOf(code: string | undefined): DeskFailureCode {
  if (code === 'centre_unreachable') return 'province_unreachable'
  return code === 'centre_sign_in_needed' ? 'province_sign_in_needed' : 'unreachable'
}
