import { useTranslation } from 'react-i18next'
import type { Paper } from '#core/dossier/dossier.ts'
import { toInstant } from '#core/record/instant.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { changePaper } from './intake-changes.ts'
import { PaperRow } from './PaperRow.tsx'
import { Unverified } from './Unverified.tsx'
import type { Intake } from './use-intake.ts'

type Props = { intake: Intake; onAddPages: (paperId: string) => void }

/** The required papers, and how each was met. */
export function PaperChecklist({ intake, onAddPages }: Props) {
  const { t } = useTranslation()
  const official = useLive(useDesk().session.current)
  const { draft, procedure } = intake
  if (procedure === undefined || official === null) return null
  const act = () => ({ at: toInstant(Date.now()), by: official.person, byName: official.name })
  const change = (paper: Paper, patch: Partial<Paper>) => intake.change((old) => changePaper(old, paper.paperId, patch))
  return (
    <section className="mc-block" aria-labelledby="intake-papers">
      <h3 id="intake-papers">
        {t('intake.papers')} {procedure.papers.length > 0 && <Unverified source={procedure.papersSource} />}
      </h3>
      {draft.papers.length === 0 && <p className="mc-soft">{t('intake.papersNone')}</p>}
      <ul className="mc-papers">
        {draft.papers.map((paper) => (
          <PaperRow
            key={paper.paperId}
            paper={paper}
            rule={procedure.papers.find((one) => one.id === paper.paperId)}
            pages={draft.placements.filter((one) => one.paperId === paper.paperId).length}
            onChange={(patch) => change(paper, patch)}
            onLookup={(source, reference, verified) =>
              change(paper, { met: 'lookup', lookup: { source, reference, verified, act: act() } })
            }
            onAddPages={() => onAddPages(paper.paperId)}
          />
        ))}
      </ul>
    </section>
  )
}
