import type { Role } from '#core/person/role.ts'
import type { Oversight } from '#core/reconciliation/oversight.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { isLoud } from './case-age.ts'

export type ReconciliationTab = 'open' | 'settled' | 'refused' | 'duplicates' | 'orphaned' | 'quarantine' | 'handedIn'

/** Tabs of cases, which live on this desk; the others are what the centre knows. */
export const ownTabs: readonly ReconciliationTab[] = ['open', 'settled']

/** Quarantine is the administrators' own. */
export function listTabs(roles: readonly Role[]): ReconciliationTab[] {
  const tabs: ReconciliationTab[] = ['open', 'settled', 'refused', 'duplicates', 'orphaned', 'handedIn']
  return roles.includes('administrator') ? [...tabs, 'quarantine'] : tabs
}

/** Who looks after a whole unit: only they are told by the centre how every desk of it stands. */
export function oversees(roles: readonly Role[]): boolean {
  return roles.includes('supervisor') || roles.includes('administrator')
}

/** A refused item with the desk it waits on. */
export type RefusedRow = Oversight['desks'][number]['refused'][number] & { id: string; deskName: string }

export function listRefused(oversight: Oversight): RefusedRow[] {
  return oversight.desks.flatMap(({ device, deskName, refused }) =>
    refused.map((one) => ({ ...one, id: `${device} ${one.key}`, deskName })),
  )
}

/** How many wait behind each tab; `loud` = open cases older than a day. */
export type Counts = Record<ReconciliationTab, number> & { loud: number }

export function countAll(cases: readonly CaseRow[], oversight: Oversight | null, nowMs: number): Counts {
  const open = cases.filter((one) => one.settledAt === null)
  return {
    open: open.length,
    loud: open.filter((one) => isLoud(one.openedAt, nowMs)).length,
    settled: cases.length - open.length,
    refused: oversight?.desks.reduce((sum, one) => sum + one.refused.length, 0) ?? 0,
    duplicates: oversight?.duplicates.filter((one) => one.dismissed === null).length ?? 0,
    orphaned: oversight?.orphaned.length ?? 0,
    quarantine: oversight?.quarantined.length ?? 0,
    handedIn: oversight?.handedIn.filter((one) => one.state === 'waiting').length ?? 0,
  }
}

/** The desk of a unit that has waited longest to send, and since when; null where everything has arrived. */
export function oldestUnsent(
  oversight: Oversight | null,
): { deskName: string; since: NonNullable<Oversight['desks'][number]['oldestWaiting']> } | null {
  let oldest: ReturnType<typeof oldestUnsent> = null
  for (const { deskName, oldestWaiting } of oversight?.desks ?? []) {
    if (oldestWaiting !== null && (oldest === null || oldestWaiting < oldest.since)) oldest = { deskName, since: oldestWaiting }
  }
  return oldest
}
