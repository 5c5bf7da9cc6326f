import type { DossierId } from '#core/record/ids.ts'
import type { Desk, DossierPage } from '#renderer/data/desk.ts'

/** A dossier's page as soon as this desk has read it; null where it is not here. */
export function readDossier(desk: Pick<Desk, 'dossiers'>, id: DossierId): Promise<DossierPage | null> {
  const live = desk.dossiers.page(id)
  return new Promise((resolve) => {
    let stop = () => {}
    const look = () => {
      const page = live.get()
      if (page === 'loading') return
      stop()
      resolve(page)
    }
    stop = live.subscribe(look)
    look()
  })
}
