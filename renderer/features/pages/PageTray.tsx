import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper, Placement } from '#core/dossier/dossier.ts'
import { sortPlacements } from './arrange-placements.ts'
import { ImportNotes } from './ImportNotes.tsx'
import { PageSources } from './PageSources.tsx'
import { PageStrip } from './PageStrip.tsx'
import { PageTools } from './PageTools.tsx'
import { PageViewer } from './PageViewer.tsx'
import './pages.css'
import { usePageImport } from './use-page-import.ts'
import { usePageSelection } from './use-page-selection.ts'

type Props = {
  placements: readonly Placement[]
  /** Papers a page can be given to, in the order their pages stand. */
  papers: readonly Pick<Paper, 'paperId' | 'name'>[]
  /** What new pages are for. */
  purpose: Placement['purpose']
  /** Paper that new pages go to; null = unsorted. */
  target: string | null
  onTarget: (paperId: string | null) => void
  /** Told how to make the new placements from the newest ones: pages may arrive while others are being turned. */
  onChange: (update: (placements: Placement[]) => Placement[]) => void
  /** Whether the page would be found here again after a crash; before that its tick is not shown. */
  isKept?: (placement: string) => boolean
  /** Nothing can be added or changed; pages can be looked at. */
  readOnly?: boolean
}

/**
 * The pages of a dossier as a strip: add from files or scanner, choose several, turn, reorder by dragging or Alt+arrows,
 * give to a paper, delete with undo, look at one in large.
 */
export function PageTray({ placements, papers, purpose, target, onTarget, onChange, isKept, readOnly = false }: Props) {
  const { t } = useTranslation()
  const sorted = useMemo(
    () =>
      sortPlacements(
        placements,
        papers.map((paper) => paper.paperId),
      ),
    [placements, papers],
  )
  const selection = usePageSelection(sorted)
  const [viewing, setViewing] = useState<string | null>(null)
  const [over, setOver] = useState(false)
  const pageImport = usePageImport({ purpose, target, onChange })
  const { addFiles } = pageImport
  const dropFiles = useCallback(
    (event: React.DragEvent) => {
      setOver(false)
      if (readOnly || event.dataTransfer.files.length === 0) return
      event.preventDefault()
      void addFiles([...event.dataTransfer.files])
    },
    [addFiles, readOnly],
  )

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on it; the button beside does the same by keyboard
    <div
      className={`mc-tray${over ? ' mc-tray-over' : ''}`}
      onDragOver={(event) => {
        if (readOnly || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropFiles}
    >
      {!readOnly && <PageSources papers={papers} target={target} onTarget={onTarget} pageImport={pageImport} />}
      <ImportNotes pageImport={pageImport} />
      {sorted.length > 0 && (
        <PageTools sorted={sorted} papers={papers} selection={selection} onChange={onChange} onOpen={setViewing} readOnly={readOnly} />
      )}
      <PageStrip
        sorted={sorted}
        papers={papers}
        selection={selection}
        onChange={onChange}
        onOpen={setViewing}
        isKept={isKept}
        readOnly={readOnly}
      />
      {sorted.length === 0 && <p className="mc-tray-empty mc-soft">{t(readOnly ? 'pages.none' : 'pages.empty')}</p>}
      {viewing !== null && (
        <PageViewer
          placements={sorted}
          start={viewing}
          onClose={() => setViewing(null)}
          {...(readOnly
            ? {}
            : {
                onRotate: (id: string, rotation: Placement['rotation']) =>
                  onChange((old) => old.map((one) => (one.id === id ? { ...one, rotation } : one))),
              })}
        />
      )}
    </div>
  )
}
