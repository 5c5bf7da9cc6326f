import { FileImageOutlined } from '@ant-design/icons'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier, Placement } from '#core/dossier/dossier.ts'
import type { PageHash } from '#core/record/ids.ts'
import { PageThumbs } from '#renderer/features/dossier/papers/PageThumbs.tsx'
import { groupPages } from '#renderer/features/dossier/papers/page-groups.ts'
import { PageViewer } from '#renderer/features/pages/PageViewer.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import './evidence.css'
import { placeIds } from './focus-lack.ts'

type Props = { dossier: Dossier; seen: readonly PageHash[]; onSeen: (page: PageHash) => void }

/** The page that was asked for last, and whether by pressing its picture; each asking shows it anew. */
type Opened = { id: string; turn: number; pressed: boolean }

/** The papers beside the question. A page counts as seen once its picture stands here in large. */
export function EvidencePane({ dossier, seen, onSeen }: Props) {
  const { t } = useTranslation()
  const groups = useMemo(() => groupPages(dossier).filter((group) => group.pages.length > 0), [dossier])
  const pages = groups.flatMap((group) => group.pages)
  const [opened, setOpened] = useState<Opened | null>(null)
  const current = useRef<string | null>(null)
  const pane = useRef<HTMLElement>(null)
  const open = (id: string | undefined, pressed: boolean) =>
    id !== undefined && setOpened((now) => ({ id, turn: (now?.turn ?? 0) + 1, pressed }))
  const leaf = (by: 1 | -1) => {
    const at = pages.findIndex((page) => page.id === current.current)
    open(pages[(at + (at < 0 && by < 0 ? 0 : by) + pages.length) % pages.length]?.id, false)
  }
  useShortcut('P', t('reconciliation.case.keys.nextPage'), () => leaf(1), pages.length > 0)
  useShortcut('O', t('reconciliation.case.keys.previousPage'), () => leaf(-1), pages.length > 0)
  // The small picture that was pressed is gone: its large one takes the focus. A page opened by its key leaves the focus where it is.
  useEffect(() => {
    if (opened?.pressed) pane.current?.querySelector<HTMLElement>('.mc-viewer')?.focus()
  }, [opened])
  const shown = (page: Placement) => {
    current.current = page.id
    onSeen(page.page)
  }
  return (
    <section ref={pane} id={placeIds.evidence} className="mc-card mc-evidence" aria-labelledby="evidence-title">
      <div className="mc-evidence-head">
        <h2 id="evidence-title">{t('reconciliation.case.evidence')}</h2>
        {pages.length > 0 && (
          <span className="mc-soft mc-figures" role="status">
            {t('reconciliation.case.evidenceSeen', { seen: new Set(seen).size, total: new Set(pages.map((page) => page.page)).size })}
          </span>
        )}
      </div>
      {pages.length === 0 && (
        <EmptyState icon={<FileImageOutlined aria-hidden="true" />} title={t('reconciliation.case.evidence')}>
          {t('reconciliation.case.evidenceNone')}
        </EmptyState>
      )}
      {pages.length > 0 && opened === null && (
        <div className="mc-evidence-thumbs">
          <p className="mc-soft">{t('reconciliation.case.evidenceHint')}</p>
          {groups.map((group) => (
            <div key={group.key}>
              <h3>{group.paper?.name ?? t(`dossier.papers.${group.kind === 'result' ? 'results' : 'loose'}`)}</h3>
              <PageThumbs group={group} opened={null} onOpen={(id) => open(id, true)} />
            </div>
          ))}
        </div>
      )}
      {opened !== null && <PageViewer key={opened.turn} placements={pages} start={opened.id} onShown={shown} />}
    </section>
  )
}
