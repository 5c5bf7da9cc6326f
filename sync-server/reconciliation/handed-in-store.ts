import { createHash } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { canonicalJson } from '#core/journal/event.ts'
import { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import { AgencySlug, type DeviceId, type PageHash } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { type Documents, findDocument } from '#sync-server/provision/couch-admin.ts'
import { casesDatabase } from '#sync-server/provision/database-names.ts'
import { putIfNew } from './case-store.ts'
import { HandedInRecord, recordId } from './records.ts'

/** `<agency>.<digest>`: the id that people and routes use; the same work of the same desk has the same one. */
const HandedInId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,40}\.[0-9a-f]{32}$/)
  .transform((id) => {
    const [agency = '', digest = ''] = id.split('.')
    return { id, agency: AgencySlug.parse(agency), digest }
  })
export type HandedInId = z.infer<typeof HandedInId>
export const parseHandedInId = (id: string): HandedInId => HandedInId.parse(id)

const WorkRecord = z.object({ kind: z.literal('handed-in-work'), work: HandedInWork })

/** Where the bytes of handed-in pages wait; `cases` is closed to every desk. */
export const pageIdOf = ({ agency, digest }: HandedInId, hash: PageHash): string => `handed-in-page:${agency}:${digest}:${hash}`
const workIdOf = ({ agency, digest }: HandedInId): string => `handed-in-work:${agency}:${digest}`
const itemIdOf = ({ agency, digest }: HandedInId): string => recordId('handed-in', agency, digest)

export const casesOf = (couch: ServerScope): Documents => couch.use<Record<string, unknown>>(casesDatabase)

export type Giver = { device: DeviceId; deskName: string; agency: AgencySlug }

/** Keeps work that a desk hands in. The work first: a line in the list always has something behind it. */
export async function keepHandedIn(
  couch: ServerScope,
  giver: Giver,
  { work, at }: { work: HandedInWork; at: Instant },
): Promise<{ item: HandedIn; isNew: boolean }> {
  const digest = createHash('sha256')
    .update(`${giver.device}\n${canonicalJson(work)}`)
    .digest('hex')
    .slice(0, 32)
  const where = parseHandedInId(`${giver.agency}.${digest}`)
  const { why, dossierId, dossierCode, author, authorName } = work
  const facts = { why, dossierId, dossierCode, author, authorName, pages: work.pages.length }
  const item: HandedIn = { id: where.id, ...giver, at, ...facts, state: 'waiting', decided: null }
  await putIfNew(casesOf(couch), workIdOf(where), { kind: 'handed-in-work', schemaVersion: 1, agency: giver.agency, work })
  const record = { kind: 'handed-in', schemaVersion: 1, agency: giver.agency, item } satisfies HandedInRecord
  const isNew = await putIfNew(casesOf(couch), itemIdOf(where), record)
  return isNew ? { item, isNew } : { item: (await findHandedIn(couch, where))?.item ?? item, isNew }
}

export async function findHandedIn(couch: ServerScope, where: HandedInId): Promise<(HandedInRecord & { _rev: string }) | undefined> {
  const stored = await findDocument(casesOf(couch), itemIdOf(where))
  return stored === undefined ? undefined : { ...HandedInRecord.parse(stored), _rev: stored._rev }
}

export async function getHandedInWork(couch: ServerScope, where: HandedInId): Promise<HandedInWork> {
  return WorkRecord.parse(await casesOf(couch).get(workIdOf(where))).work
}

/** Writes the verdict only if nobody judged meanwhile: the revision must still be the one that was read. */
export async function putVerdict(
  couch: ServerScope,
  where: HandedInId,
  { record, item }: { record: HandedInRecord & { _rev: string }; item: HandedIn },
): Promise<void> {
  await casesOf(couch).insert({ ...record, _id: itemIdOf(where), item })
}
