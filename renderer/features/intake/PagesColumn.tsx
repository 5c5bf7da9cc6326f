import { useTranslation } from 'react-i18next'
import { PageTray } from '#renderer/features/pages/PageTray.tsx'
import type { Intake } from './use-intake.ts'

/** The pages of the intake; a paper that is only shown is not among the papers a page can be given to. */
export function PagesColumn({
  intake,
  isKept,
  target,
  onTarget,
}: {
  intake: Intake
  isKept: (placement: string) => boolean
  target: string | null
  onTarget: (paperId: string | null) => void
}) {
  const { t } = useTranslation()
  const shownOnly = new Set(intake.procedure?.papers.filter((paper) => paper.shownOnly).map((paper) => paper.id))
  return (
    <section className="mc-intake-column" aria-labelledby="intake-pages">
      <h2 id="intake-pages">{t('intake.pages')}</h2>
      <PageTray
        placements={intake.draft.placements}
        papers={intake.draft.papers.filter((paper) => !shownOnly.has(paper.paperId))}
        purpose="paper"
        isKept={isKept}
        target={target}
        onTarget={onTarget}
        onChange={intake.changePlacements}
      />
    </section>
  )
}
