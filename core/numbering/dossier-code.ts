import type { Day } from '#core/record/instant.ts'

/** A dossier code taken apart; `slot` and `counter` are null where the code is not of this product's form. */
export type DossierCode = { agencyCode: string; day: Day; sequence: string; slot: number | null; counter: number | null }

/** Takes a dossier code apart; null where the text is none. */
export function parseDossierCode(_text: string): DossierCode | null {
  throw new Error('not built yet')
}

/** `{H53.27712, 2026-11-22, 1, 7}` → `H53.27712-261122-0010007`. */
export function formatDossierCode(_parts: { agencyCode: string; day: Day; slot: number; counter: number }): string {
  throw new Error('not built yet')
}
