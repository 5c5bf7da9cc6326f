import { useEffect, useRef } from 'react'
import type { Dossier } from '#core/dossier/dossier.ts'
import { PageViewer } from '#renderer/features/pages/PageViewer.tsx'
import { groupPages } from './papers/page-groups.ts'

/** The pages in large, from the one that was pressed on. */
export function PageRoom({ dossier, opened }: { dossier: Dossier; opened: string | null }) {
  const pages = groupPages(dossier).flatMap((group) => group.pages)
  const room = useRef<HTMLDivElement>(null)
  // The small picture that was pressed has moved to the other column: its large one takes the focus, and the viewer's keys work.
  useEffect(() => {
    if (opened !== null) room.current?.querySelector<HTMLElement>('.mc-viewer')?.focus()
  }, [opened])
  return (
    <div ref={room} className="mc-page-room">
      <PageViewer key={opened} placements={pages} {...(opened === null ? {} : { start: opened })} />
    </div>
  )
}
