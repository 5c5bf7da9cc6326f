import type { ServerScope } from 'nano'
import type { ListedDuplicate, NamedDossier, Oversight, PossibleDuplicate, Quarantined } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { casesDatabase } from '#sync-server/provision/database-names.ts'
import { listOfAll, listOfUnit } from './case-store.ts'
import { groupOf } from './dismiss-duplicate.ts'
import {
  DismissalRecord,
  DuplicateRecord,
  HandedInRecord,
  OpenCaseRecord,
  OrphanRecord,
  QuarantineRecord,
  ReportRecord,
} from './records.ts'

/** What the centre knows of one unit, read from its own ranges of the `cases` database. */
export async function readOversight(couch: ServerScope, agency: AgencySlug, asOf: Instant): Promise<Oversight> {
  const cases = couch.use<Record<string, unknown>>(casesDatabase)
  const [reports, duplicates, dismissals, orphans, quarantine, handedIn] = await Promise.all([
    listOfUnit(cases, 'report', agency, ReportRecord),
    listOfUnit(cases, 'duplicate', agency, DuplicateRecord),
    listOfUnit(cases, 'dismissal', agency, DismissalRecord),
    listOfUnit(cases, 'orphan', agency, OrphanRecord),
    listOfUnit(cases, 'quarantine', agency, QuarantineRecord),
    listOfUnit(cases, 'handed-in', agency, HandedInRecord),
  ])
  return {
    asOf,
    agency,
    desks: reports.map(({ device, deskName, lastContact, report }) => ({ ...report, device, deskName, lastContact })),
    duplicates: listDuplicates(
      duplicates.map(({ duplicate }) => withoutForeignNames(duplicate, agency)),
      dismissals,
    ),
    orphaned: orphans.map(({ orphan }) => orphan).sort(newestFirst(({ since }) => since)),
    quarantined: quarantine.map(({ entry }) => entry).sort(newestFirst(({ at }) => at)),
    handedIn: handedIn.map(({ item }) => item).sort(newestFirst(({ at }) => at)),
  }
}

/** What was set aside in any unit: an administrator looks after all of them. */
export async function listQuarantined(couch: ServerScope): Promise<Quarantined[]> {
  const all = await listOfAll(couch.use<Record<string, unknown>>(casesDatabase), 'quarantine', QuarantineRecord)
  return all.map(({ entry }) => entry).sort(newestFirst(({ at }) => at))
}

/** How much waits in one unit. */
export type UnitCounts = {
  agency: AgencySlug
  openCases: number
  oldestCase: Instant | null
  refused: number
  duplicates: number
  orphaned: number
  quarantined: number
  handedIn: number
}

export async function countUnit(couch: ServerScope, agency: AgencySlug, asOf: Instant): Promise<UnitCounts> {
  const cases = couch.use<Record<string, unknown>>(casesDatabase)
  const [open, oversight] = await Promise.all([listOfUnit(cases, 'open-case', agency, OpenCaseRecord), readOversight(couch, agency, asOf)])
  const opened = open.map(({ openedAt }) => openedAt).sort()
  return {
    agency,
    openCases: open.length,
    oldestCase: opened[0] ?? null,
    refused: oversight.desks.reduce((sum, { refused }) => sum + refused.length, 0),
    duplicates: oversight.duplicates.filter(({ dismissed }) => dismissed === null).length,
    orphaned: oversight.orphaned.length,
    quarantined: oversight.quarantined.length,
    handedIn: oversight.handedIn.filter(({ state }) => state === 'waiting').length,
  }
}

/** One citizen is known by several keys (new number, old number, name and birth date); the same dossiers are shown once. */
function listDuplicates(duplicates: PossibleDuplicate[], dismissals: DismissalRecord[]): ListedDuplicate[] {
  const judged = new Map(dismissals.map(({ group, dismissal }) => [group, dismissal]))
  const once = new Map(duplicates.map((one) => [groupOf(one), one]))
  const listed = [...once].map(([group, one]) => ({ ...one, dismissed: judged.get(group) ?? null }))
  const newest = listed.sort(newestFirst(({ foundAt }) => foundAt))
  return [...newest.filter(({ dismissed }) => dismissed === null), ...newest.filter(({ dismissed }) => dismissed !== null)]
}

/** A unit learns the code of another unit's dossier, so that it can ask; whose it is stays with that unit. */
function withoutForeignNames(duplicate: PossibleDuplicate, agency: AgencySlug): PossibleDuplicate {
  if (duplicate.kind === 'same_citizen') return duplicate
  const shown = (one: NamedDossier): NamedDossier => (one.agency === agency ? one : { ...one, applicantName: '' })
  return { ...duplicate, dossiers: duplicate.dossiers.map(shown) }
}

function newestFirst<T>(of: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => (of(a) < of(b) ? 1 : of(a) > of(b) ? -1 : 0)
}
