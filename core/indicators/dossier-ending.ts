import type { Dossier } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant } from '#core/record/instant.ts'

/** How the legal clock of a dossier ended: a result exists, intake was refused, processing was stopped, or the citizen took it back. */
export type Ending = 'done' | 'refused' | 'stopped' | 'withdrawn'

/** When a dossier's clock ended and how; by when the act was done at the desk, never by its arrival at the centre. */
export type DossierEnding = { at: Instant; how: Ending }

/**
 * The end of processing (NgayKetThucXuLy, domain.md §2.5): the moment of status 9, else of 10, else of 8 or 3; null while it is open.
 * An end before the receipt (a clock that was set back) counts as the moment of the receipt.
 */
export function endingOf(dossier: Dossier): DossierEnding | null {
  const found = findEnding(dossier)
  if (found === null) return null
  return epochMsOf(found.at) < epochMsOf(dossier.received.at) ? { ...found, at: dossier.received.at } : found
}

function findEnding({ business, result, delivery, refusal, stop, withdrawal }: Dossier): DossierEnding | null {
  switch (business.status) {
    case 9:
    case 10:
      return { at: result?.act.at ?? delivery.returned?.act.at ?? business.since, how: 'done' }
    case 3:
      return { at: refusal?.act.at ?? business.since, how: 'refused' }
    case 8:
      if (withdrawal?.accepted === true) return { at: withdrawal.settled?.at ?? business.since, how: 'withdrawn' }
      return { at: stop?.act.at ?? business.since, how: 'stopped' }
    default:
      return null
  }
}
