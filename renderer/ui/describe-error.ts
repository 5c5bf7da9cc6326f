import type { TFunction } from 'i18next'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { DeskFailure } from '#renderer/data/desk-failure.ts'

/** An error in the order a person needs it: what happened, what is safe, what to do; codes apart. */
export type ErrorStory = { what: string; safe: string; todo: string; detail: string }

/** The story of any thrown value; broken rules and the desk's own failures are told in their own words. */
export function describeError(t: TFunction, error: unknown): ErrorStory {
  const safe = t('ui.error.safe')
  if (error instanceof RuleBroken) {
    return { what: t(`ui.rule.${error.code}`), safe, todo: t(`ui.ruleTodo.${error.code}`), detail: error.message }
  }
  if (error instanceof DeskFailure) {
    const told = (part: string) => t(`ui.failure.${error.code}.${part}`)
    return {
      what: told('what'),
      safe: told('safe'),
      todo: told('todo'),
      detail: error.cause === undefined ? error.code : String(error.cause),
    }
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return { what: t('ui.error.what'), safe, todo: t('ui.error.todo'), detail }
}
