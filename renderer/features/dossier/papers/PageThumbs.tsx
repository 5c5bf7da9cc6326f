import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Placement } from '#core/dossier/dossier.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { usePageImage } from '#renderer/features/pages/use-page-image.ts'
import type { PageGroup } from './page-groups.ts'
import './page-thumbs.css'

type Props = { group: PageGroup; opened: string | null; onOpen: (placementId: string) => void }

/** The pages of one paper as small pictures; each opens large. */
export function PageThumbs({ group, opened, onOpen }: Props) {
  const { t } = useTranslation()
  if (group.pages.length === 0) return null
  const name = group.paper?.name ?? t(`dossier.papers.${group.kind === 'result' ? 'results' : 'loose'}`)
  return (
    <div className="mc-page-thumbs">
      {group.pages.map((page, index) => (
        <PageThumb
          key={page.id}
          page={page}
          label={t('dossier.papers.page', { number: index + 1, paper: name })}
          number={index + 1}
          open={page.id === opened}
          onOpen={() => onOpen(page.id)}
        />
      ))}
    </div>
  )
}

type ThumbProps = { page: Placement; label: string; number: number; open: boolean; onOpen: () => void }

function PageThumb({ page, label, number, open, onOpen }: ThumbProps) {
  const { t } = useTranslation()
  const desk = useDesk()
  const { url, failed: lost } = usePageImage(page.page, 'thumbnail')
  const state = useLive(useMemo(() => desk.pages.state(page.page), [desk, page.page]))
  const standing = state.sync === 'acknowledged' ? '' : t(`dossier.papers.${state.sync === 'refused' ? 'pageRefused' : 'pageWaiting'}`)
  return (
    <button
      type="button"
      className={state.sync === 'refused' ? 'mc-page-thumb mc-page-thumb-refused' : 'mc-page-thumb'}
      aria-label={[label, standing, lost ? t('dossier.papers.pageLost') : ''].filter(Boolean).join(', ')}
      aria-current={open ? 'true' : undefined}
      title={standing || undefined}
      onClick={onOpen}
    >
      <span className="mc-page-thumb-picture">{url !== null && <img src={url} alt="" className={`mc-turn-${page.rotation}`} />}</span>
      <span className="mc-page-thumb-number mc-figures">
        {number}
        {standing !== '' && ' ○'}
      </span>
    </button>
  )
}
