import type { TFunction } from 'i18next'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { describeError, type ErrorStory } from '#renderer/ui/describe-error.ts'

/** The story of an action that failed: the dossier is untouched, the typed words are kept, and what to do now. */
export function describeFailure(t: TFunction, error: unknown): ErrorStory {
  const safe = t('dossier.actions.safe')
  if (error instanceof DeskFailure) {
    return { what: t(`dossier.failure.${error.code}.what`), safe, todo: t(`dossier.failure.${error.code}.todo`), detail: error.message }
  }
  return { ...describeError(t, error), safe }
}
