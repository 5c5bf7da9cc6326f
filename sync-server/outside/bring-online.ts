import { createHash } from 'node:crypto'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { foundOnlineDossier, OnlineDossier, readPortalTime } from '#core/outside/online-dossier.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { EventId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { databasesOf, outsideDatabase } from '#sync-server/provision/database-names.ts'
import { putIfNew } from '#sync-server/reconciliation/case-store.ts'
import { createCentreJournal } from '#sync-server/reconciliation/centre-journal.ts'
import { centreName, centrePerson, ulidFor } from '#sync-server/reconciliation/centre-key.ts'
import type { NationalPortal } from './national-portal.ts'

export type BringOnline = {
  couch: ServerScope
  portal: NationalPortal
  catalogue: Catalogue
  now(): number
  log: Logger
  signal: AbortSignal
}

/**
 * Brings in what citizens filed on the portal: each as a dossier in status 1 at the agency it was filed with. Ids follow from the portal's
 * code, so that one that is fetched twice is there once; the portal hears of it only when it is durable here.
 */
export async function bringOnline(tools: BringOnline): Promise<number> {
  let brought = 0
  for (const one of await tools.portal.incoming(tools.signal)) {
    if (tools.signal.aborted) return brought
    const record = OnlineDossier.safeParse(one)
    const problem = record.success ? await bringOne(tools, record.data) : 'bad-record'
    if (problem === undefined) brought += 1
    else await note(tools, one, problem)
    if (record.success) await tools.portal.acknowledge(record.data.MaHoSo, problem === undefined, tools.signal)
  }
  return brought
}

/** @returns why it could not be brought in; undefined where it is in */
async function bringOne({ couch, catalogue, now, log }: BringOnline, record: OnlineDossier): Promise<string | undefined> {
  const filed = readPortalTime(record.NgayNopHoSo)
  if (filed === undefined) return 'bad-time'
  const dossierId = `dossier:${ulidFor(filed, `online/${record.MaHoSo}`)}`
  const eventId = EventId.parse(`event:${ulidFor(filed, `online/${record.MaHoSo}/received`)}`)
  const context = {
    catalogue,
    dossierId,
    eventId,
    at: toInstant(now()),
    lookupSecret: await secretFor(couch, record.MaHoSo),
    centre: { by: centrePerson, byName: centreName },
  }
  const founded = foundOnlineDossier(record, context)
  if ('problem' in founded) return founded.problem
  const { dossier } = founded
  const agency = dossier.agencies.receiving
  const database = couch.use<Record<string, unknown>>(databasesOf(agency).dossiers)
  if ((await findDocument(database, dossier.id)) !== undefined) return undefined
  const facts = {
    type: 'dossierReceived' as const,
    from: null,
    to: 1 as const,
    stage: null,
    note: 'Cổng Dịch vụ công quốc gia',
    data: { code: dossier.code, procedure: dossier.procedure.code },
  }
  await createCentreJournal(couch, now).append({ eventId, facts, dossierId: dossier.id, dossierCode: dossier.code, agency })
  await putIfNew(database, dossier.id, dossier)
  log.info({ agency }, 'an online dossier was brought in')
  return undefined
}

/** The secret stays the same when bringing in is cut short and done again: it follows from the code and a key of this centre. */
async function secretFor(couch: ServerScope, code: string): Promise<string> {
  const database = couch.use<Record<string, unknown>>(outsideDatabase)
  await putIfNew(database, 'secret-key', {
    kind: 'secret-key',
    key: Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'),
  })
  const { key } = await database.get('secret-key')
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const digest = createHash('sha256')
    .update(`${String(key)}/${code}`)
    .digest()
  return [...digest.subarray(0, 8)].map((byte) => signs.charAt(byte % 32)).join('')
}

/** What could not be brought in is listed for the administrator: the portal's code and the reason, nothing of the citizen. */
async function note({ couch, now }: BringOnline, one: unknown, problem: string): Promise<void> {
  const code = typeof one === 'object' && one !== null && 'MaHoSo' in one ? String(one.MaHoSo).slice(0, 60) : ''
  const name = createHash('sha256').update(code).digest('hex').slice(0, 20)
  await putIfNew(couch.use(outsideDatabase), `unknown:${name}`, { kind: 'outside-unknown', code, problem, at: toInstant(now()) })
}
