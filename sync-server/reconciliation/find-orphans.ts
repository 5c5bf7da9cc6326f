import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { OrphanedDossier } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { type Day, Instant } from '#core/record/instant.ts'
import type { Documents } from '#sync-server/provision/couch-admin.ts'
import { listKeys, writeKeys } from './bulk-documents.ts'
import { indexedOf } from './duplicate-keys.ts'
import { type OrphanRecord, recordId } from './records.ts'

export type OrphanParts = { index: Documents; cases: Documents; agencies: ReadonlyMap<AgencySlug, Agency>; today: Day }

const Lines = z.looseObject({ lines: z.array(z.string()) })
const ownLineId = (id: string): string => `orphan:${id}`

/**
 * Lists open dossiers whose receiving or competent unit no longer is one, for that unit and for the ones it went into, and takes
 * those off the list that are closed or were handed on. The index remembers where a dossier is listed.
 */
export async function findOrphans(parts: OrphanParts, changed: { id: string; dossier: Dossier | null }[]): Promise<void> {
  const own = await listKeys(
    parts.index,
    changed.map(({ id }) => ownLineId(id)),
  )
  const wanted = new Map<string, OrphanRecord | undefined>()
  const ownWrites: Record<string, unknown>[] = []
  for (const { id, dossier } of changed) {
    const stored = own.get(ownLineId(id))
    const before = stored === undefined ? [] : Lines.parse(stored).lines
    const lines = linesOf(parts, dossier)
    for (const line of before) if (!lines.has(line)) wanted.set(line, undefined)
    for (const [line, record] of lines) wanted.set(line, record)
    const all = [...new Set([...before, ...lines.keys()])]
    if (all.length > before.length) ownWrites.push({ ...stored, _id: ownLineId(id), lines: all })
  }
  // What is remembered only grows, and before the list does: so no line is ever forgotten, whenever this is cut short.
  await writeKeys(parts.index, ownWrites)
  await writeLines(parts.cases, wanted)
}

function linesOf(parts: OrphanParts, dossier: Dossier | null): Map<string, OrphanRecord> {
  const lines = new Map<string, OrphanRecord>()
  for (const orphan of dossier === null ? [] : orphansOf(parts, dossier)) {
    for (const agency of [orphan.unit, ...successorsOf(parts.agencies, orphan.unit)])
      lines.set(recordId('orphan', agency, orphan.dossier.id), { kind: 'orphan', schemaVersion: 1, agency, orphan })
  }
  return lines
}

async function writeLines(cases: Documents, wanted: Map<string, OrphanRecord | undefined>): Promise<void> {
  const stored = await listKeys(cases, [...wanted.keys()])
  const writes = [...wanted].flatMap(([_id, record]): Record<string, unknown>[] => {
    const known = stored.get(_id)
    if ((known === undefined) === (record === undefined)) return []
    return [known === undefined ? { _id, ...record } : { _id, _rev: known._rev, _deleted: true }]
  })
  await writeKeys(cases, writes)
}

/** What the days of validity say today, as text: when it changes, the dossiers of the units concerned are looked at again. */
export function listEnded(agencies: Iterable<Agency>, today: Day): AgencySlug[] {
  return [...agencies].filter((one) => hasEnded(one, today)).map(({ slug }) => slug)
}

function orphansOf({ agencies, today }: OrphanParts, dossier: Dossier): OrphanedDossier[] {
  if (isDone(dossier)) return []
  const { receiving, competent } = dossier.agencies
  return [...new Set([receiving, competent])].flatMap((slug) => {
    const unit = agencies.get(slug)
    if (unit === undefined || !hasEnded(unit, today)) return []
    const since = Instant.parse(`${unit.validTo ?? today}T23:59:59+07:00`)
    return [{ dossier: indexedOf(dossier).dossier, unit: slug, mergedInto: unit.mergedInto, since }]
  })
}

const hasEnded = ({ validTo, mergedInto }: Agency, today: Day): boolean => (validTo === null ? mergedInto !== null : validTo < today)
const isDone = ({ business }: Dossier): boolean => business.status === 3 || business.status === 8 || business.status === 10

/** What a unit went into, and what that went into: mergers follow one another. */
function successorsOf(agencies: ReadonlyMap<AgencySlug, Agency>, unit: AgencySlug): AgencySlug[] {
  const chain: AgencySlug[] = []
  for (
    let next = agencies.get(unit)?.mergedInto ?? null;
    next !== null && !chain.includes(next);
    next = agencies.get(next)?.mergedInto ?? null
  )
    chain.push(next)
  return chain
}
