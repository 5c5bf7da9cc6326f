import type { ServerScope } from 'nano'
import { type Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { isDossier } from '#core/dossier/is-dossier.ts'
import { canonicalJson } from '#core/journal/event.ts'
import type { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { fromWire, toWire, type WireBody, WireDocument } from '#core/sync/wire.ts'
import { type Documents, findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { putIfNew } from './case-store.ts'
import type { CentreJournal } from './centre-journal.ts'
import { casesOf, type HandedInId, pageIdOf } from './handed-in-store.ts'
import { mergeEdits } from './merge-edits.ts'

/** Why accepted work could not be taken in; the work stays where it is. */
export class WorkNotTaken extends Error {
  readonly code: 'invalid_work' | 'other_agency' | 'event_exists'

  constructor(code: WorkNotTaken['code'], message: string) {
    super(message)
    this.name = 'WorkNotTaken'
    this.code = code
  }
}

export type Acceptance = {
  where: HandedInId
  item: HandedIn
  work: HandedInWork
  decided: NonNullable<HandedIn['decided']>
  mayWriteTo(agency: AgencySlug): boolean
}

export type AcceptParts = { couch: ServerScope; journal: CentreJournal; now: () => number }

/**
 * Takes handed-in work into the agency's databases: its pages, its events as they were signed, then the dossier, merged like any edit.
 * Cut short anywhere it is merely done again: what is there already is found to be the same.
 */
export async function acceptWork(parts: AcceptParts, acceptance: Acceptance): Promise<void> {
  const mine = acceptance.work.mine
  if (!isDossier(mine) || mine.id !== acceptance.work.dossierId || isNewer(mine))
    throw new WorkNotTaken('invalid_work', 'Nội dung nộp lại không phải một hồ sơ hợp lệ.')
  const agency = await findHome(parts.couch, acceptance, mine)
  if (!acceptance.mayWriteTo(agency))
    throw new WorkNotTaken('other_agency', 'Hồ sơ nay thuộc cơ quan khác, cần người giám sát của cơ quan đó.')
  const names = databasesOf(agency)
  await putPages(parts.couch, { ...acceptance, mine, agency })
  await putEvents(parts.couch.use(names.journal), acceptance.work)
  await putDossier(parts, { ...acceptance, mine, agency })
}

const isNewer = ({ schemaVersion }: Dossier): boolean => schemaVersion > dossierSchemaVersion

/** Where the dossier lives now: with the agency whose desk worked on it, else with the one that received it. */
async function findHome(couch: ServerScope, { item, work }: Acceptance, { agencies }: Dossier): Promise<AgencySlug> {
  if (agencies.receiving === item.agency) return item.agency
  const stored = await findDocument(couch.use(databasesOf(item.agency).dossiers), work.dossierId)
  return stored === undefined ? agencies.receiving : item.agency
}

type Taking = Acceptance & { mine: Dossier & WireBody; agency: AgencySlug }

/** Pages are named by their bytes, so that one which is there already is the same one. */
async function putPages(couch: ServerScope, { where, work, mine, agency }: Taking): Promise<void> {
  const pages: Documents = couch.use(databasesOf(agency).pages)
  for (const hash of work.pages) {
    const placement = mine.placements.find(({ page }) => page === hash)
    const bytes = await casesOf(couch).attachment.get(pageIdOf(where, hash), 'bytes').catch(ignoreMissing)
    if (placement === undefined || bytes === undefined) continue
    const { mediaType, widthPx, heightPx } = placement
    const attachment = { content_type: mediaType, data: bytes.toString('base64') }
    const facts = { kind: 'page', schemaVersion: 1, sizeBytes: bytes.length, mediaType, widthPx, heightPx }
    await putIfNew(pages, `page:${hash}`, { ...facts, _attachments: { bytes: attachment } })
  }
}

function ignoreMissing(error: unknown): undefined {
  if (statusOf(error) !== 404) throw error
}

async function putEvents(journal: Documents, { events, dossierId }: HandedInWork): Promise<void> {
  for (const event of events) {
    if (event.dossierId !== dossierId) throw new WorkNotTaken('invalid_work', 'Nhật ký nộp lại thuộc hồ sơ khác.')
    const stored = await findDocument(journal, event.id)
    if (stored === undefined) await journal.insert({ ...event, _id: event.id })
    else if (canonicalJson(fromWire(WireDocument.parse(stored)).body) !== canonicalJson(event))
      throw new WorkNotTaken('event_exists', 'Nhật ký đã có một dòng khác mang mã này.')
  }
}

async function putDossier(parts: AcceptParts, taking: Taking): Promise<void> {
  const { work, agency } = taking
  const dossiers: Documents = parts.couch.use(databasesOf(agency).dossiers)
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await findDocument(dossiers, work.dossierId)
    const next = stored === undefined ? { ...work.mine, _id: work.dossierId } : await mergeInto(parts, taking, WireDocument.parse(stored))
    if (next === undefined) return
    try {
      await dossiers.insert(next)
      return
    } catch (error) {
      if (statusOf(error) === 403) throw new WorkNotTaken('invalid_work', 'Quy tắc của cơ sở dữ liệu không nhận nội dung này.')
      if (statusOf(error) !== 409) throw error
    }
  }
  throw new Error('a dossier was written by others twenty times over')
}

/** What both changed becomes a case, as between two desks; nobody's words are lost because a third person accepted them. */
async function mergeInto(
  parts: AcceptParts,
  { work, item, mine, agency }: Taking,
  stored: WireDocument,
): Promise<Record<string, unknown> | undefined> {
  const { id, rev, body, attachments } = fromWire(stored)
  if (!isDossier(body) || isNewer(body)) throw new WorkNotTaken('invalid_work', 'Hồ sơ ở máy chủ chưa đọc được bằng bản phần mềm này.')
  const at = toInstant(parts.now())
  const question = { base: work.base, mine, theirs: body, mineRev: work.baseRev, theirsRev: rev, mineKey: item.id }
  const merged = mergeEdits({ ...question, deskName: item.deskName, at })
  for (const act of merged.acts) await parts.journal.append({ ...act, dossierId: mine.id, dossierCode: mine.code, agency })
  return merged.body === null ? undefined : toWire({ id, rev, body: merged.body, attachments })
}
