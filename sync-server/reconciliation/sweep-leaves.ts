import { createHash } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { isDossier } from '#core/dossier/is-dossier.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { fromWire, toWire, type WireBody, WireDocument } from '#core/sync/wire.ts'
import { type Documents, findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { casesDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { putIfNew } from './case-store.ts'
import type { CentreJournal } from './centre-journal.ts'
import { mergeEdits } from './merge-edits.ts'

export type SweepParts = { couch: ServerScope; journal: CentreJournal; now: () => number }

/** `settled` none is left · `waiting` a newer build must do it. */
export type Swept = 'settled' | 'waiting'

const Revisions = z.object({ start: z.number().int(), ids: z.array(z.string()) })
const Leaf = WireDocument.extend({ _revisions: Revisions, _conflicts: z.array(z.string()).optional() })
type Leaf = z.infer<typeof Leaf>

/**
 * Puts the conflict leaves of one dossier together: each losing leaf is archived whole, merged into the winning one or opened as a
 * case on it, and only then deleted. Every step may be repeated: the archive, the event and the case have ids that follow from the
 * two revisions, and a leaf whose changes are in already is merely deleted.
 */
export async function sweepDossier(parts: SweepParts, agency: AgencySlug, id: string): Promise<Swept> {
  const dossiers: Documents = parts.couch.use(databasesOf(agency).dossiers)
  for (let attempt = 0; attempt < 50; attempt++) {
    const winner = await readLeaf(dossiers, id, { conflicts: true })
    const losing = [...(winner?._conflicts ?? [])].sort()[0]
    if (winner === undefined || losing === undefined) return 'settled'
    const loser = await readLeaf(dossiers, id, { rev: losing })
    if (loser === undefined) continue
    const done = await settleLeaf(parts, { agency, dossiers, winner, loser })
    if (done === 'waiting') return done
  }
  throw new Error('conflict leaves came faster than they could be settled')
}

type Pair = { agency: AgencySlug; dossiers: Documents; winner: Leaf; loser: Leaf }

async function settleLeaf(parts: SweepParts, pair: Pair): Promise<'settled' | 'again' | 'waiting'> {
  const { agency, dossiers, winner, loser } = pair
  if (isNewer(winner) || isNewer(loser)) return 'waiting'
  const base = await readCommonAncestor(dossiers, winner, loser)
  const at = toInstant(parts.now())
  const mine = fromWire(loser).body
  const theirs = fromWire(winner).body
  // A leaf that nobody can read is kept in the archive only, so that the one which can be read stands.
  if (isDossier(mine) && !isDossier(theirs)) {
    await archive(parts.couch, { ...pair, winner: loser, loser: winner, base, at })
    return remove(dossiers, winner)
  }
  await archive(parts.couch, { ...pair, base, at })
  if (!isDossier(mine) || !isDossier(theirs)) return remove(dossiers, loser)
  const question = { base, mine, theirs, mineRev: loser._rev, theirsRev: winner._rev, mineKey: loser._rev }
  const merged = mergeEdits({ ...question, deskName: '', at })
  const { id: dossierId, code: dossierCode } = theirs
  for (const act of merged.acts) await parts.journal.append({ ...act, dossierId, dossierCode, agency })
  if (merged.body !== null && !(await putWinner(dossiers, winner, merged.body))) return 'again'
  return remove(dossiers, loser)
}

async function putWinner(dossiers: Documents, winner: Leaf, body: WireBody): Promise<boolean> {
  try {
    await dossiers.insert(toWire({ id: winner._id, rev: winner._rev, body, attachments: winner._attachments ?? null }))
    return true
  } catch (error) {
    if (statusOf(error) !== 409) throw error
    return false
  }
}

async function remove(dossiers: Documents, { _id, _rev }: Leaf): Promise<'settled'> {
  await dossiers.destroy(_id, _rev).catch((error: unknown) => {
    if (statusOf(error) !== 409 && statusOf(error) !== 404) throw error
  })
  return 'settled'
}

async function readLeaf(dossiers: Documents, id: string, which: { rev: string } | { conflicts: true }): Promise<Leaf | undefined> {
  try {
    return Leaf.parse(await dossiers.get(id, { ...which, revs: true }))
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/** The body that both leaves come from, if CouchDB still has it: compaction may have taken it. */
async function readCommonAncestor(dossiers: Documents, winner: Leaf, loser: Leaf): Promise<WireBody | null> {
  const below = new Set(pathOf(loser).slice(1))
  const rev = pathOf(winner).find((one) => below.has(one))
  if (rev === undefined) return null
  try {
    return fromWire(WireDocument.parse(await dossiers.get(winner._id, { rev }))).body
  } catch (error) {
    if (statusOf(error) === 404) return null
    throw error
  }
}

/** Written by a newer build: it may well be sound, and only that build can tell. */
const isNewer = ({ schemaVersion }: Leaf): boolean => typeof schemaVersion === 'number' && schemaVersion > dossierSchemaVersion

const pathOf = ({ _revisions: { start, ids } }: Leaf): string[] => ids.map((hash, index) => `${start - index}-${hash}`)

/** Nothing is deleted before it lies here whole, with what it lost against. */
async function archive(couch: ServerScope, kept: Pair & { base: WireBody | null; at: Instant }): Promise<void> {
  const { agency, winner, loser, base, at } = kept
  const database = databasesOf(agency).dossiers
  const id = `archive:${agency}:${createHash('sha256').update(`${database}\n${loser._id}\n${loser._rev}`).digest('hex').slice(0, 32)}`
  const cases: Documents = couch.use(casesDatabase)
  if ((await findDocument(cases, id)) !== undefined) return
  const facts = { kind: 'archive', schemaVersion: 1, agency, database, documentId: loser._id, rev: loser._rev, winnerRev: winner._rev, at }
  await putIfNew(cases, id, { ...facts, base, body: fromWire(loser).body })
}
