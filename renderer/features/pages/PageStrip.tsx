import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper, Placement } from '#core/dossier/dossier.ts'
import { movePlacement, rotatePlacements, stepPlacement } from './arrange-placements.ts'
import { PageThumbnail } from './PageThumbnail.tsx'
import type { PageSelection } from './use-page-selection.ts'

type Props = {
  sorted: readonly Placement[]
  papers: readonly Pick<Paper, 'paperId' | 'name'>[]
  selection: PageSelection
  onChange: (update: (placements: Placement[]) => Placement[]) => void
  onOpen: (id: string) => void
  readOnly: boolean
}

/** The thumbnails, grouped by paper. Arrows walk, Space chooses, Enter opens, Alt+arrows move, R turns, Delete deletes. */
export function PageStrip({ sorted, papers, selection, onChange, onOpen, readOnly }: Props) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const groups = [...papers.map((paper) => ({ id: paper.paperId, name: paper.name })), { id: null, name: t('pages.unsorted') }]
    .map((group) => ({ ...group, pages: sorted.filter((one) => (group.id === null ? isUnsorted(one, papers) : one.paperId === group.id)) }))
    .filter((group) => group.pages.length > 0)

  useEffect(() => {
    if (selection.current !== null) document.getElementById(`page-${selection.current}`)?.scrollIntoView({ block: 'nearest' })
  }, [selection.current])

  const onKeyDown = (event: React.KeyboardEvent) => {
    const act = keyActs({ sorted, selection, onChange, onOpen, readOnly })[
      `${event.altKey ? 'Alt+' : ''}${event.ctrlKey ? 'Ctrl+' : ''}${event.shiftKey ? 'Shift+' : ''}${event.key}`
    ]
    if (act === undefined) return
    event.preventDefault()
    act()
  }
  if (sorted.length === 0) return null
  return (
    <div
      className="mc-strip"
      role="listbox"
      aria-multiselectable="true"
      aria-label={t('pages.strip')}
      aria-activedescendant={selection.current === null ? undefined : `page-${selection.current}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => selection.current === null && sorted[0] !== undefined && selection.choose(sorted[0].id, 'only')}
    >
      {groups.map((group) => (
        <div key={group.id ?? ''} role="group" aria-label={group.name} className="mc-strip-group">
          <div className="mc-strip-title" aria-hidden="true" title={group.name}>
            {group.name} <span className="mc-figures">({group.pages.length})</span>
          </div>
          <div className="mc-strip-pages">
            {group.pages.map((page) => (
              <PageThumbnail
                key={page.id}
                placement={page}
                number={sorted.indexOf(page) + 1}
                chosen={selection.ids.has(page.id)}
                current={selection.current === page.id}
                onChoose={(how) => selection.choose(page.id, how)}
                onOpen={() => onOpen(page.id)}
                drag={
                  readOnly
                    ? null
                    : {
                        onStart: () => setDragged(page.id),
                        onOver: () => setOver(page.id),
                        onDrop: () => {
                          if (dragged !== null) onChange(() => movePlacement(sorted, dragged, page.id))
                          setDragged(null)
                          setOver(null)
                        },
                        isTarget: over === page.id && dragged !== null && dragged !== page.id,
                      }
                }
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}

function isUnsorted(one: Placement, papers: Props['papers']): boolean {
  return !papers.some((paper) => paper.paperId === one.paperId)
}

function keyActs({ sorted, selection, onChange, onOpen, readOnly }: Omit<Props, 'papers'>): Record<string, () => void> {
  const at = sorted.findIndex((one) => one.id === selection.current)
  const go = (to: number, how: 'only' | 'range') => {
    const page = sorted[Math.max(0, Math.min(sorted.length - 1, to))]
    if (page !== undefined) selection.choose(page.id, how)
  }
  const current = sorted[at]
  const walk = {
    ArrowRight: () => go(at + 1, 'only'),
    ArrowDown: () => go(at + 1, 'only'),
    ArrowLeft: () => go(at - 1, 'only'),
    ArrowUp: () => go(at - 1, 'only'),
    Home: () => go(0, 'only'),
    End: () => go(sorted.length - 1, 'only'),
    'Shift+ArrowRight': () => go(at + 1, 'range'),
    'Shift+ArrowLeft': () => go(at - 1, 'range'),
    'Ctrl+a': () => selection.all(),
    ' ': () => current && selection.choose(current.id, 'toggle'),
    Enter: () => current && onOpen(current.id),
  }
  if (readOnly || current === undefined) return walk
  const step = (by: 1 | -1) => () => onChange(() => stepPlacement(sorted, current.id, by))
  return {
    ...walk,
    'Alt+ArrowRight': step(1),
    'Alt+ArrowDown': step(1),
    'Alt+ArrowLeft': step(-1),
    'Alt+ArrowUp': step(-1),
    r: () => onChange((old) => rotatePlacements(old, selection.ids, 1)),
    'Shift+R': () => onChange((old) => rotatePlacements(old, selection.ids, -1)),
    Delete: () => onChange((old) => old.filter((one) => !selection.ids.has(one.id))),
  }
}
