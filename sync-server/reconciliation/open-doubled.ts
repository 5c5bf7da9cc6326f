import type { ServerScope } from 'nano'
import { type Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { isDossier } from '#core/dossier/is-dossier.ts'
import {
  type DoubledNumber,
  findDoubledBooks,
  findDoubledCodes,
  makeDoubledCase,
  type NumberedDossier,
  numberedOf,
  registerNumberOf,
} from '#core/numbering/doubled-codes.ts'
import type { CaseSide, ReconciliationCase } from '#core/reconciliation/case.ts'
import { caseOpenedFacts } from '#core/reconciliation/open-case.ts'
import { AgencySlug, CaseId, EventId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { fromWire, toWire, type WireBody, WireDocument } from '#core/sync/wire.ts'
import { type Documents, findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { NotTaken } from './bulk-documents.ts'
import type { CentreJournal } from './centre-journal.ts'
import { centreName, centrePerson, ulidFor } from './centre-key.ts'
import type { IndexedDossier } from './duplicate-keys.ts'
import type { SharedNumber } from './find-duplicates.ts'
import { signedOff } from './merge-edits.ts'

type Parts = { couch: ServerScope; journal: CentreJournal; at(): Instant }

/**
 * Opens a case on every dossier whose code or register number is an earlier dossier's, until somebody renumbers it. Written in the database
 * of the agency that received it, from where the router carries it on. Case and event have ids that follow from the dossier and its number,
 * so whatever was cut short is done again and nothing is opened twice, not even after it was settled.
 */
export async function openDoubled(parts: Parts, shared: SharedNumber[]): Promise<void> {
  for (const { path, entries } of shared) {
    for (const doubled of findDoubled(path, entries.map(numberedEntry))) await openOne(parts, doubled)
  }
}

async function openOne(parts: Parts, { path, keeps, renumbers }: DoubledNumber): Promise<void> {
  const { couch, journal } = parts
  for (let attempt = 0; attempt < 20; attempt++) {
    const [keeper, later] = [await readDossier(couch, keeps), await readDossier(couch, renumbers)]
    if (keeper === undefined || later === undefined) return
    // The index tells what was; only what both bear now counts.
    const [standing] = findDoubled(path, [numberedOf(keeper.body), numberedOf(later.body)])
    if (standing?.renumbers.id !== later.body.id) return
    const { id: dossierId, code: dossierCode, agencies } = later.body
    const opened = makeCase(parts.at(), standing, { keeper, later })
    if (later.body.cases?.some(({ id }) => id === opened.id) === true) return
    const eventId = EventId.parse(`event:${idFor(standing, later, 'caseOpened')}`)
    await journal.append({ eventId, facts: caseOpenedFacts(opened), dossierId, dossierCode, agency: agencies.receiving })
    const cases = [...(later.body.cases ?? []), opened]
    if (await put(couch, later, signedOff({ ...later.body, cases }, { at: parts.at(), lastEvent: eventId }))) return
  }
  throw new NotTaken('a dossier with a doubled number was written by others twenty times over')
}

function makeCase(at: Instant, doubled: DoubledNumber, { keeper, later }: { keeper: Held; later: Held }): ReconciliationCase {
  return makeDoubledCase(doubled, later.body, {
    id: CaseId.parse(`case:${idFor(doubled, later, 'case')}`),
    opened: { at, by: centrePerson, byName: centreName, deskName: centreName },
    mine: receptionOf(later),
    theirs: receptionOf(keeper),
  })
}

/** Who gave the number, where and when. */
function receptionOf({ rev, body: { received } }: Held): CaseSide {
  const { at, by, byName, deskName } = received
  return { at, by, byName, deskName, rev }
}

type Held = { rev: string; body: WireBody & Dossier; attachments: Record<string, unknown> | null }

/** Undefined where it is gone, or only a newer build may write it. */
async function readDossier(couch: ServerScope, { id, agency }: NumberedDossier): Promise<Held | undefined> {
  const stored = await findDocument(couch.use(databasesOf(AgencySlug.parse(agency)).dossiers), id)
  if (stored === undefined) return undefined
  const { body, rev, attachments } = fromWire(WireDocument.parse(stored))
  return isDossier(body) && body.schemaVersion <= dossierSchemaVersion ? { body, rev, attachments } : undefined
}

async function put(couch: ServerScope, { rev, attachments }: Held, body: WireBody & Dossier): Promise<boolean> {
  const dossiers: Documents = couch.use(databasesOf(body.agencies.receiving).dossiers)
  try {
    await dossiers.insert(toWire({ id: body.id, rev, body, attachments }))
    return true
  } catch (error) {
    if (statusOf(error) !== 409) throw error
    return false
  }
}

const numberedEntry = ({ dossier, book }: IndexedDossier): NumberedDossier => ({ ...dossier, book })

function findDoubled(path: DoubledNumber['path'], dossiers: NumberedDossier[]): DoubledNumber[] {
  return path === 'code' ? findDoubledCodes(dossiers) : findDoubledBooks(dossiers)
}

function idFor({ path, renumbers }: DoubledNumber, { body }: Held, what: string): string {
  const number = path === 'code' ? renumbers.code : registerNumberOf(renumbers)
  return ulidFor(body.received.at, `${what}/doubled/${path}/${renumbers.id}/${number}`)
}
