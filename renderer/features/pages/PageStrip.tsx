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
  isKept: ((id: string) => boolean) | undefined
  readOnly: boolean
}

/** The thumbnails, grouped by paper. Arrows walk, Space chooses, Enter opens, Alt+arrows move, R turns, Delete deletes. */
export function PageStrip({ sorted, papers, selection, onChange, onOpen, isKept, readOnly }: Props) {
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
      `${event.altKey ? 'alt+' : ''}${event.ctrlKey ? 'ctrl+' : ''}${event.shiftKey ? 'shift+' : ''}${event.key.toLowerCase()}`
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
        // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox has no element of its own
        <div key={group.id ?? ''} role="group" aria-label={group.name} className="mc-strip-group">
          <div className="mc-strip-title" aria-hidden="true" title={group.name}>
            {group.name} <span className="mc-figures">({group.pages.length})</span>
          </div>
          <div className="mc-strip-pages">
            {group.pages.map((page) => (
              <PageThumbnail
                key={page.id}
                placement={page}
                kept={isKept?.(page.id) ?? true}
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

function keyActs({ sorted, selection, onChange, onOpen, readOnly }: Omit<Props, 'papers' | 'isKept'>): Record<string, () => void> {
  const at = sorted.findIndex((one) => one.id === selection.current)
  const go = (to: number, how: 'only' | 'range') => {
    const page = sorted[Math.max(0, Math.min(sorted.length - 1, to))]
    if (page !== undefined) selection.choose(page.id, how)
  }
  const current = sorted[at]
  const walk = {
    arrowright: () => go(at + 1, 'only'),
    arrowdown: () => go(at + 1, 'only'),
    arrowleft: () => go(at - 1, 'only'),
    arrowup: () => go(at - 1, 'only'),
    home: () => go(0, 'only'),
    end: () => go(sorted.length - 1, 'only'),
    'shift+arrowright': () => go(at + 1, 'range'),
    'shift+arrowleft': () => go(at - 1, 'range'),
    'ctrl+a': () => selection.all(),
    ' ': () => current && selection.choose(current.id, 'toggle'),
    enter: () => current && onOpen(current.id),
  }
  if (readOnly || current === undefined) return walk
  const step = (by: 1 | -1) => () => onChange(() => stepPlacement(sorted, current.id, by))
  return {
    ...walk,
    'alt+arrowright': step(1),
    'alt+arrowdown': step(1),
    'alt+arrowleft': step(-1),
    'alt+arrowup': step(-1),
    r: () => onChange((old) => rotatePlacements(old, selection.ids, 1)),
    'shift+r': () => onChange((old) => rotatePlacements(old, selection.ids, -1)),
    delete: () => onChange((old) => old.filter((one) => !selection.ids.has(one.id))),
  }
}
