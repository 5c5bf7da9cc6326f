import type { ServerScope } from 'nano'
import { Dossier } from '#core/dossier/dossier.ts'
import { canonicalJson } from '#core/journal/event.ts'
import type { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { merge } from '#core/sync/merge.ts'
import { fromWire, toWire, WireDocument } from '#core/sync/wire.ts'
import { type Documents, findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { putIfNew } from './case-store.ts'
import { casesOf, type HandedInId, pageIdOf } from './handed-in-store.ts'

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

/** Takes handed-in work into the agency's databases: its events as they were signed, then the dossier, merged like any edit. */
export async function acceptWork(parts: { couch: ServerScope }, acceptance: Acceptance): Promise<void> {
  const mine = Dossier.safeParse(acceptance.work.mine)
  if (!mine.success || mine.data.id !== acceptance.work.dossierId)
    throw new WorkNotTaken('invalid_work', 'Nội dung nộp lại không phải một hồ sơ hợp lệ.')
  const agency = await findHome(parts.couch, acceptance, mine.data)
  if (!acceptance.mayWriteTo(agency))
    throw new WorkNotTaken('other_agency', 'Hồ sơ nay thuộc cơ quan khác, cần người giám sát của cơ quan đó.')
  const names = databasesOf(agency)
  await putPages(parts.couch, acceptance, mine.data)
  await putEvents(parts.couch.use(names.journal), acceptance.work)
  await putDossier(parts.couch.use(names.dossiers), acceptance.work)
}

/** Where the dossier lives now: with the agency whose desk worked on it, else with the one that received it. */
async function findHome(couch: ServerScope, { item, work }: Acceptance, mine: Dossier): Promise<AgencySlug> {
  const receiving = AgencySlug.parse(mine.agencies.receiving)
  if (receiving === item.agency) return receiving
  const stored = await findDocument(couch.use(databasesOf(item.agency).dossiers), work.dossierId)
  return stored === undefined ? receiving : item.agency
}

/** Pages are named by their bytes, so that one which is there already is the same one. */
async function putPages(couch: ServerScope, { where, work, item }: Acceptance, mine: Dossier): Promise<void> {
  const pages: Documents = couch.use(databasesOf(item.agency).pages)
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

async function putDossier(dossiers: Documents, work: HandedInWork): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await findDocument(dossiers, work.dossierId)
    const next = stored === undefined ? { ...work.mine, _id: work.dossierId } : mergeInto(WireDocument.parse(stored), work)
    if (next === undefined) return
    try {
      await dossiers.insert(next)
      return
    } catch (error) {
      if (statusOf(error) !== 409) throw error
    }
  }
}

function mergeInto(stored: WireDocument, work: HandedInWork): Record<string, unknown> | undefined {
  const { id, rev, body, attachments } = fromWire(stored)
  const outcome = merge({ base: work.base, mine: work.mine, theirs: body })
  if (outcome.kind === 'same') return undefined
  if (outcome.kind !== 'merged') throw new WorkNotTaken('invalid_work', 'Hai bản sửa cùng một mục.')
  return toWire({ id, rev, body: outcome.body, attachments })
}
