import {
  DeleteOutlined,
  LeftOutlined,
  RightOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
  UndoOutlined,
  ZoomInOutlined,
} from '@ant-design/icons'
import { Button, Select, Tooltip } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Paper, Placement } from '#core/dossier/dossier.ts'
import { assignPlacements, rotatePlacements, stepPlacement } from './arrange-placements.ts'
import type { PageSelection } from './use-page-selection.ts'

type Props = {
  sorted: readonly Placement[]
  papers: readonly Pick<Paper, 'paperId' | 'name'>[]
  selection: PageSelection
  onChange: (update: (placements: Placement[]) => Placement[]) => void
  onOpen: (id: string) => void
  readOnly: boolean
}

const unsorted = ''

/** What can be done with the chosen pages. Deleting is undone, not asked about: the bytes stay on disk. */
export function PageTools({ sorted, papers, selection, onChange, onOpen, readOnly }: Props) {
  const { t } = useTranslation()
  const gone = useGonePages(sorted)
  const { ids, current } = selection
  const tool = (name: string, key: string, icon: ReactNode, run: () => void, disabled = ids.size === 0) => (
    <Tooltip title={`${t(`pages.${name}`)} (${key})`} mouseEnterDelay={0.4}>
      <Button size="small" type="text" icon={icon} aria-label={t(`pages.${name}`)} disabled={disabled} onClick={run} />
    </Tooltip>
  )
  return (
    <div className="mc-page-tools" role="toolbar" aria-label={t('pages.tools')}>
      {tool('view', 'Enter', <ZoomInOutlined aria-hidden="true" />, () => current !== null && onOpen(current), current === null)}
      {!readOnly && (
        <>
          {tool('rotateLeft', 'Shift R', <RotateLeftOutlined aria-hidden="true" />, () =>
            onChange((old) => rotatePlacements(old, ids, -1)),
          )}
          {tool('rotateRight', 'R', <RotateRightOutlined aria-hidden="true" />, () => onChange((old) => rotatePlacements(old, ids, 1)))}
          {tool(
            'earlier',
            'Alt ←',
            <LeftOutlined aria-hidden="true" />,
            () => current !== null && onChange(() => stepPlacement(sorted, current, -1)),
            ids.size !== 1,
          )}
          {tool(
            'later',
            'Alt →',
            <RightOutlined aria-hidden="true" />,
            () => current !== null && onChange(() => stepPlacement(sorted, current, 1)),
            ids.size !== 1,
          )}
          {tool('delete', 'Delete', <DeleteOutlined aria-hidden="true" />, () => onChange((old) => old.filter((one) => !ids.has(one.id))))}
          <Select
            size="small"
            className="mc-page-assign"
            aria-label={t('pages.assign')}
            placeholder={t('pages.assign')}
            disabled={ids.size === 0}
            value={null}
            onChange={(paperId: string | null) => onChange((old) => assignPlacements(old, ids, paperId === unsorted ? null : paperId))}
            options={[
              ...papers.map((paper) => ({ value: paper.paperId, label: paper.name })),
              { value: unsorted, label: t('pages.unsorted') },
            ]}
          />
          {gone.length > 0 && (
            <Button
              size="small"
              icon={<UndoOutlined aria-hidden="true" />}
              onClick={() => onChange((old) => [...old, ...gone.filter((page) => !old.some((one) => one.id === page.id))])}
            >
              {t('pages.undoDelete', { count: gone.length })}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

/** The pages that left the strip last, for as long as they have not come back. */
function useGonePages(sorted: readonly Placement[]): Placement[] {
  const [gone, setGone] = useState<Placement[]>([])
  const before = useRef(sorted)
  if (before.current !== sorted) {
    const present = new Set(sorted.map((one) => one.id))
    const left = before.current.filter((one) => !present.has(one.id))
    before.current = sorted
    if (left.length > 0) setGone(left)
    else if (gone.some((one) => present.has(one.id))) setGone([])
  }
  return gone
}
