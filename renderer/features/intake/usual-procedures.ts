import type { DossierRow } from '#renderer/data/desk.ts'

/** How often each procedure stands among this desk's dossiers: what is asked for daily comes first in every list. */
export function countUses(rows: readonly Pick<DossierRow, 'procedureCode'>[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { procedureCode } of rows) uses.set(procedureCode, (uses.get(procedureCode) ?? 0) + 1)
  return uses
}
