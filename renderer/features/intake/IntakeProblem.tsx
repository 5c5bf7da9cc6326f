import { useTranslation } from 'react-i18next'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

/** What went wrong while saving. A full disk is told in its own words: it is the one case in which typing on is in vain. */
export function IntakeProblem({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (error === null || error === undefined) return null
  if (isDiskFull(error))
    return (
      <ErrorNote
        what={t('intake.diskFull.what')}
        safe={t('intake.diskFull.safe')}
        todo={t('intake.diskFull.todo')}
        detail={String(error)}
      />
    )
  return <ErrorNote error={error} />
}

function isDiskFull(error: unknown): boolean {
  return (error instanceof DeskFailure && error.code === 'storage_full') || (error instanceof Error && error.name === 'QuotaExceededError')
}
