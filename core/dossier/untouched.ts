import type { Dossier } from './dossier.ts'

/** What stands on a dossier with which nothing has been done since it came. */
export function untouched() {
  return {
    pauses: [],
    supplements: [],
    proposal: null,
    decision: null,
    result: null,
    refusal: null,
    stop: null,
    withdrawal: null,
    rating: null,
  } satisfies Partial<Dossier>
}
