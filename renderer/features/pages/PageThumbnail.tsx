import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Placement } from '#core/dossier/dossier.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import { usePageImage } from './use-page-image.ts'

type Props = {
  placement: Placement
  /** False while a crash would lose its place. */
  kept: boolean
  number: number
  chosen: boolean
  current: boolean
  onChoose: (how: 'only' | 'toggle' | 'range') => void
  onOpen: () => void
  drag: { onStart: () => void; onOver: () => void; onDrop: () => void; isTarget: boolean } | null
}

/** One page of the strip: picture, number, whether the centre has it. */
export function PageThumbnail({ placement, kept, number, chosen, current, onChoose, onOpen, drag }: Props) {
  const { t } = useTranslation()
  const desk = useDesk()
  const image = usePageImage(placement.page, 'thumbnail')
  const state = useLive(useMemo(() => desk.pages.state(placement.page), [desk, placement.page]))
  const standing = kept ? state.sync : 'saving'
  const look = `mc-thumb${chosen ? ' mc-chosen' : ''}${drag?.isTarget ? ' mc-drop-here' : ''}`
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the listbox has the focus and the keys
    <div
      className={look}
      role="option"
      id={`page-${placement.id}`}
      aria-selected={chosen}
      aria-label={t('pages.pageLabel', { number, state: t(`ui.sync.${standing}`) })}
      data-current={current || undefined}
      draggable={drag !== null}
      onDragStart={drag?.onStart}
      onDragOver={(event) => {
        if (drag === null || event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        drag.onOver()
      }}
      onDrop={(event) => {
        if (drag === null || event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        drag.onDrop()
      }}
      onClick={(event) => onChoose(event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only')}
      onDoubleClick={onOpen}
    >
      <span className="mc-thumb-picture">
        {image.url !== null && <img src={image.url} alt="" className={`mc-turn-${placement.rotation}`} draggable={false} />}
        {image.failed && <span className="mc-soft mc-small">{t('pages.notHere')}</span>}
      </span>
      <span className="mc-thumb-foot">
        <span className="mc-figures">{number}</span>
        <SyncTag state={standing} short />
      </span>
    </div>
  )
}
