import { z } from 'zod'
import { FoundDossier } from '#core/dossier/found-dossier.ts'
import { WireDocument } from '#core/sync/wire.ts'
import type { CentreSearch } from '../desk.ts'
import { DeskFailure } from '../desk-failure.ts'
import { landDossiers } from './land.ts'
import { arriveEventDocuments } from './pull.ts'
import type { SyncParts } from './sync-parts.ts'

const SearchAnswer = z.object({ found: z.array(FoundDossier) })
const DossierAnswer = z.object({ document: WireDocument, events: z.array(WireDocument) })
/** The centre's first search of an office reads all its dossiers. */
const searchTimeoutMs = 60_000

/** Dossiers of this agency that this desk does not hold: looked for at the centre, and brought here when somebody opens one. */
export function createCentreSearch(parts: SyncParts): CentreSearch {
  return {
    async find(text) {
      const path = `/api/search?text=${encodeURIComponent(text.trim())}`
      const answer = await parts.centre.ask(path, SearchAnswer, { timeoutMs: searchTimeoutMs })
      if (answer.kind === 'ok') return { kind: 'found', dossiers: answer.value.found }
      return answer.kind === 'refused' && answer.status === 429 ? { kind: 'too_many' } : { kind: 'unreachable' }
    },
    async bring(id) {
      if (parts.shelf.brief(id) !== undefined) return
      const answer = await parts.centre.ask(`/api/dossiers/${encodeURIComponent(id)}`, DossierAnswer)
      if (answer.kind !== 'ok') throw new DeskFailure('unreachable', answer.reason)
      const { document, events } = answer.value
      await parts.shelf.serial(() => landDossiers(parts, [document], { atProvince: new Set([document._id]) }))
      await arriveEventDocuments(parts, events)
    },
  }
}
