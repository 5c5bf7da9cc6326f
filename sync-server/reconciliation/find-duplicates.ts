import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { PossibleDuplicate } from '#core/reconciliation/oversight.ts'
import { PageHash } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Documents, Stored } from '#sync-server/provision/couch-admin.ts'
import { listKeys, writeKeys } from './bulk-documents.ts'
import { type DuplicateSettings, digest, groupsOf, IndexedDossier, indexedOf, keysOf } from './duplicate-keys.ts'
import { DuplicateRecord, recordId } from './records.ts'

const Kind = z.enum(['same_citizen', 'same_page', 'same_code', 'same_book'])
/** All dossiers under one key, and the documents of `cases` that were made of them. */
const KeyRecord = z.looseObject({ kind: Kind, entries: z.array(IndexedDossier), found: z.array(z.string()) })
type KeyRecord = z.infer<typeof KeyRecord>
const DossierKeys = z.looseObject({ keys: z.array(z.object({ id: z.string(), kind: Kind })) })

export type DuplicateParts = { index: Documents; cases: Documents; settings: DuplicateSettings; at: Instant }

/** Dossiers under one code, or under one number of a register book. */
export type SharedNumber = { path: 'code' | 'book'; entries: IndexedDossier[] }

/** A dossier as it is now, or null where it is gone. */
export type Indexing = { id: string; dossier: Dossier | null }

const dossierKeysId = (id: string): string => `keys:${id}`
type Keys = z.infer<typeof DossierKeys>['keys']

/**
 * Brings the index up to these dossiers and the list of possible duplicates up to the index: only the keys that these dossiers have
 * or had are looked at. What is remembered grows before anything follows from it and shrinks after, so that whatever is cut short
 * is worked out again and nothing on the list is forgotten. Answers the numbers that more than one dossier bears.
 */
export async function findDuplicates(parts: DuplicateParts, changed: Indexing[]): Promise<SharedNumber[]> {
  const { index, settings } = parts
  const latest = new Map(changed.map((one) => [one.id, one.dossier]))
  const own = await listKeys(index, [...latest.keys()].map(dossierKeysId))
  const lines = [...latest].map(([id, dossier]) => {
    const stored = own.get(dossierKeysId(id))
    const before = DossierKeys.safeParse(stored)
    return { id, stored, dossier, before: before.success ? before.data.keys : [], now: dossier === null ? [] : keysOf(dossier, settings) }
  })
  const revisions = await growOwnLines(index, lines)
  const touched = new Map(lines.flatMap(({ before, now }) => [...before, ...now]).map((key) => [key.id, key.kind]))
  const stored = await listKeys(index, [...touched.keys()])
  const changes = [...touched].map(([id, kind]): KeyChange => {
    const known = KeyRecord.safeParse(stored.get(id))
    const others = known.success ? known.data.entries.filter((one) => !latest.has(one.dossier.id)) : []
    const own = lines.flatMap(({ dossier, now }) => (dossier !== null && now.some((key) => key.id === id) ? [indexedOf(dossier)] : []))
    const entries = [...others, ...own].sort((a, b) => (a.dossier.id < b.dossier.id ? -1 : 1))
    const next = listOf(id, kind, { entries, settings, at: parts.at })
    return { id, kind, stored: stored.get(id), before: known.success ? known.data : null, entries, next }
  })
  await writeChanges(parts, changes)
  await shrinkOwnLines(index, lines, revisions)
  return changes.flatMap(({ kind, entries }): SharedNumber[] => {
    if (entries.length < 2 || (kind !== 'same_code' && kind !== 'same_book')) return []
    return [{ path: kind === 'same_code' ? 'code' : 'book', entries }]
  })
}

type OwnLine = { id: string; stored: Stored | undefined; before: Keys; now: Keys }

function growOwnLines(index: Documents, lines: OwnLine[]): Promise<Map<string, string>> {
  const writes = lines.flatMap(({ id, stored, before, now }) => {
    const added = now.filter((key) => !before.some((one) => one.id === key.id))
    return added.length === 0 ? [] : [{ ...stored, _id: dossierKeysId(id), keys: [...before, ...added] }]
  })
  return writeKeys(index, writes)
}

async function shrinkOwnLines(index: Documents, lines: OwnLine[], revisions: Map<string, string>): Promise<void> {
  const writes = lines.flatMap(({ id, stored, before, now }): Record<string, unknown>[] => {
    const _id = dossierKeysId(id)
    const _rev = revisions.get(_id) ?? stored?._rev
    const lost = before.some((key) => !now.some((one) => one.id === key.id))
    if (!lost || _rev === undefined) return []
    return [now.length === 0 ? { _id, _rev, _deleted: true } : { _id, _rev, keys: now }]
  })
  await writeKeys(index, writes)
}

type KeyChange = {
  id: string
  kind: KeyRecord['kind']
  stored: Stored | undefined
  before: KeyRecord | null
  entries: IndexedDossier[]
  next: Map<string, DuplicateRecord>
}

async function writeChanges({ index, cases }: DuplicateParts, changes: KeyChange[]): Promise<void> {
  const ids = changes.flatMap(({ before, next }) => [...(before?.found ?? []), ...next.keys()])
  const listed = await listKeys(cases, [...new Set(ids)])
  const keyWrites = changes.flatMap(({ id, kind, stored, before, entries, next }): Record<string, unknown>[] => {
    const found = [...new Set([...(before?.found ?? []).filter((line) => listed.has(line)), ...next.keys()])]
    if (before !== null && isDeepStrictEqual([before.entries, before.found], [entries, found])) return []
    const revision = stored === undefined ? {} : { _rev: stored._rev }
    if (entries.length === 0 && found.length === 0) return stored === undefined ? [] : [{ _id: id, ...revision, _deleted: true }]
    return [{ _id: id, ...revision, kind, entries, found }]
  })
  await writeKeys(index, keyWrites)
  await writeKeys(cases, listWrites(changes, listed))
}

/** The lines of `cases` that one key gives rise to: each group once for every agency that has a hand in it. */
function listOf(
  keyId: string,
  kind: KeyRecord['kind'],
  { entries, settings, at }: { entries: IndexedDossier[]; settings: DuplicateSettings; at: Instant },
): Map<string, DuplicateRecord> {
  if (kind === 'same_book') return new Map()
  const page = kind === 'same_page' ? PageHash.parse(keyId.slice('key:page:'.length)) : null
  const lines = groupsOf({ id: keyId, kind }, entries, settings).flatMap((group): [string, DuplicateRecord][] => {
    const dossiers = group.map(({ dossier }) => dossier)
    const id = digest(`${keyId}\n${dossiers.map((one) => one.id).join('\n')}`)
    const duplicate: PossibleDuplicate = { id, kind, dossiers, page, foundAt: at }
    const agencies = new Set(group.flatMap((one) => one.agencies))
    return [...agencies].map((agency) => [recordId('duplicate', agency, id), { kind: 'duplicate', schemaVersion: 1, agency, duplicate }])
  })
  return new Map(lines)
}

function listWrites(changes: KeyChange[], listed: Map<string, Stored>): Record<string, unknown>[] {
  const wanted = new Map(changes.flatMap(({ next }) => [...next]))
  const ids = new Set([...changes.flatMap(({ before }) => before?.found ?? []), ...wanted.keys()])
  return [...ids].flatMap((_id): Record<string, unknown>[] => {
    const known = listed.get(_id)
    const line = wanted.get(_id)
    if (line === undefined) return known === undefined ? [] : [{ _id, _rev: known._rev, _deleted: true }]
    if (known === undefined) return [{ _id, ...line }]
    const before = DuplicateRecord.parse(known)
    const next = { ...line, duplicate: { ...line.duplicate, foundAt: before.duplicate.foundAt } }
    return isDeepStrictEqual(before, next) ? [] : [{ _id, _rev: known._rev, ...next }]
  })
}
