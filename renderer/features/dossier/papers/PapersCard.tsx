import { CheckCircleFilled, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier, Paper } from '#core/dossier/dossier.ts'
import { PageThumbs } from './PageThumbs.tsx'
import { countMet, groupPages, type PageGroup } from './page-groups.ts'

type Props = { dossier: Dossier; opened: string | null; onOpen: (placementId: string) => void }

/** Papers that the procedure asks for, how each was met, and its pages; then the result's. */
export function PapersCard({ dossier, opened, onOpen }: Props) {
  const { t } = useTranslation()
  const groups = groupPages(dossier)
  const { met, needed } = countMet(dossier)
  return (
    <section className="mc-card mc-papers" aria-labelledby="papers-title">
      <div className="mc-card-head">
        <h2 id="papers-title">{t('dossier.papers.title')}</h2>
        {needed > 0 && <span className={met < needed ? 'mc-warn' : 'mc-soft'}>{t('dossier.papers.progress', { met, needed })}</span>}
      </div>
      {dossier.papers.length === 0 && <p className="mc-soft">{t('dossier.papers.empty')}</p>}
      <ul className="mc-paper-list">
        {groups
          .filter((group) => isShown(group, dossier))
          .map((group) => (
            <li key={group.key}>
              {group.paper === null ? (
                <strong>{t(`dossier.papers.${group.kind === 'result' ? 'results' : 'loose'}`)}</strong>
              ) : (
                <PaperLine paper={group.paper} pages={group.pages.length} />
              )}
              {group.kind === 'result' && group.pages.length === 0 && <p className="mc-soft">{t('dossier.papers.noResults')}</p>}
              <PageThumbs group={group} opened={opened} onOpen={onOpen} />
            </li>
          ))}
      </ul>
    </section>
  )
}

/** The result has a place from the moment it is waited for. */
function isShown(group: PageGroup, dossier: Dossier): boolean {
  if (group.kind === 'paper') return true
  return group.pages.length > 0 || (group.kind === 'result' && dossier.business.stage === 'approved')
}

const icons: Record<'met' | 'missing' | 'open', ReactNode> = {
  met: <CheckCircleFilled className="mc-ok" />,
  missing: <CloseCircleOutlined className="mc-warn" />,
  open: <MinusCircleOutlined className="mc-soft" />,
}

function PaperLine({ paper, pages }: { paper: Paper; pages: number }) {
  const { t } = useTranslation()
  const short = paper.met === 'missing' || (paper.met === 'scan' && pages === 0)
  const look = paper.met === 'not_needed' ? 'open' : short ? (paper.required ? 'missing' : 'open') : 'met'
  return (
    <div className="mc-paper-line">
      <span aria-hidden="true">{icons[look]}</span>
      <span className="mc-paper-name">
        {paper.name}
        {!paper.required && <span className="mc-soft"> ({t('dossier.papers.optional')})</span>}
        {paper.lookup !== null && <div className="mc-soft">{t('dossier.papers.lookup', paper.lookup)}</div>}
        {paper.note !== '' && <div className="mc-said">{paper.note}</div>}
      </span>
      <span className={look === 'missing' ? 'mc-warn' : 'mc-soft'}>{t(`dossier.papers.metOf.${short ? 'missing' : paper.met}`)}</span>
    </div>
  )
}
