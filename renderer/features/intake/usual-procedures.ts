import type { Procedure } from '#core/procedure/procedure.ts'
import type { DossierRow } from '#renderer/data/desk.ts'

/** How often each procedure stands among this desk's dossiers: what is asked for daily comes first in every list. */
export function countUses(rows: readonly Pick<DossierRow, 'procedureCode'>[]): Map<string, number> {
  const uses = new Map<string, number>()
  for (const { procedureCode } of rows) uses.set(procedureCode, (uses.get(procedureCode) ?? 0) + 1)
  return uses
}

/** Procedures found, the often used first; the order among equals is kept. */
export function putUsualFirst(found: readonly Procedure[], uses: ReadonlyMap<string, number>): Procedure[] {
  return found.toSorted((a, b) => (uses.get(b.code) ?? 0) - (uses.get(a.code) ?? 0))
}
