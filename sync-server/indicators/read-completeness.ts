import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { workedMinutes } from '#core/calendar/working-time.ts'
import type { Completeness, SilentDesk } from '#core/indicators/indicator-answers.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { Instant, toInstant } from '#core/record/instant.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { DeviceRecord } from '#sync-server/api/device-record.ts'
import { casesDatabase, centreDatabase } from '#sync-server/provision/database-names.ts'
import { ReportRecord } from '#sync-server/reconciliation/records.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'

const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })
const Sources = z.array(z.object({ database: z.string(), seq: z.string(), readAt: Instant.nullable(), filled: z.boolean() }))
const Letters = z.array(z.object({ unreadable: z.number() }))
const Info = z.object({ update_seq: z.union([z.string(), z.number()]).transform(String) })

/** A desk is silent once it has said nothing for so much of its office's working time: nights and days off do not count. */
const silentMinutes = 120

/** How every desk of some agencies stands: when it was last heard of and what it said it had not sent. */
export type DeskContact = { agency: AgencySlug; deskName: string; lastContact: Instant; unsent: number; refused: number; silent: boolean }

/** How complete a report over some agencies is. */
export async function readCompleteness(
  context: Pick<CentreContext, 'couch' | 'now'>,
  sql: Sql,
  { scope, agencies }: { scope: readonly AgencySlug[]; agencies: readonly Agency[] },
): Promise<Completeness> {
  const asOf = toInstant(context.now())
  const [contacts, fed] = await Promise.all([readContacts(context, { scope, agencies }), readFed(context, sql, scope)])
  const names = new Map<string, string>(agencies.map(({ slug, shortName }) => [slug, shortName]))
  const silent: SilentDesk[] = contacts
    .filter((one) => one.silent)
    .map(({ agency, deskName, lastContact, unsent }) => ({
      agency,
      agencyName: names.get(agency) ?? agency,
      deskName,
      lastContact,
      waiting: unsent,
    }))
  return {
    asOf,
    dataUntil: fed.until,
    desks: contacts.length,
    silent: silent.sort((a, b) => Date.parse(a.lastContact) - Date.parse(b.lastContact)),
    unsent: contacts.reduce((sum, { unsent }) => sum + unsent, 0),
    unreadable: fed.unreadable,
  }
}

/** Every desk that may still work, by its record and its last report. */
export async function readContacts(
  { couch, now }: Pick<CentreContext, 'couch' | 'now'>,
  { scope, agencies }: { scope: readonly AgencySlug[]; agencies: readonly Agency[] },
): Promise<DeskContact[]> {
  const wanted = new Set<string>(scope)
  const [devices, reports, calendars] = await Promise.all([
    listDocuments(couch, centreDatabase, 'device:', DeviceRecord),
    listDocuments(couch, casesDatabase, 'report:', ReportRecord),
    listDocuments(couch, 'catalog', 'calendar:', WorkCalendar),
  ])
  const said = new Map<string, ReportRecord>(reports.map((one) => [one.device, one]))
  const asOf = toInstant(now())
  return devices
    .filter(({ agency, revokedAt, hub }) => wanted.has(agency) && revokedAt === null && hub !== true)
    .map(({ _id, agency, deskName, enrolledAt }) => {
      const report = said.get(_id)
      const lastContact = report?.lastContact ?? enrolledAt
      const calendar = calendarOf(agency, agencies, calendars)
      return {
        agency,
        deskName,
        lastContact,
        unsent: report?.report.waiting.dossiers ?? 0,
        refused: report?.report.refused.length ?? 0,
        silent: calendar !== undefined && workedMinutes({ calendar, agency, from: lastContact, to: asOf }) > silentMinutes,
      }
    })
}

function calendarOf(agency: AgencySlug, agencies: readonly Agency[], calendars: readonly WorkCalendar[]): WorkCalendar | undefined {
  const kept = agencies.find(({ slug }) => slug === agency)?.calendar
  return calendars.find(({ id }) => id === `calendar:${kept}`) ?? calendars[0]
}

/** Until when the warehouse has what the sources of a report hold, and what of them it could not read. */
async function readFed(
  { couch, now }: Pick<CentreContext, 'couch' | 'now'>,
  sql: Sql,
  scope: readonly AgencySlug[],
): Promise<{ until: Instant | null; unreadable: number }> {
  const [sources, letters] = await Promise.all([
    sql.query(`select database, seq, read_at as "readAt", filled from feed.source where kind = 'dossiers' and agency = any($1)`, [scope]),
    sql.query('select count(*) as unreadable from feed.dead_letter l join feed.source s using (source_id) where s.agency = any($1)', [
      scope,
    ]),
  ])
  const asOf = toInstant(now())
  const moments = await Promise.all(
    Sources.parse(sources).map(async ({ database, seq, readAt, filled }) => {
      if (!filled || readAt === null) return null
      // A database in which nothing happened since it was read is known up to this moment.
      const at = await couch.db.get(database).then(
        (info) => Info.parse(info).update_seq,
        () => undefined,
      )
      return at !== undefined && numberOf(at) <= numberOf(seq) ? asOf : readAt
    }),
  )
  const known = moments.filter((one) => one !== null).sort((a, b) => Date.parse(a) - Date.parse(b))
  const isWhole = moments.length > 0 && known.length === moments.length
  return { until: isWhole ? (known[0] ?? null) : null, unreadable: Letters.parse(letters)[0]?.unreadable ?? 0 }
}

/** A sequence begins with a number that grows. */
const numberOf = (seq: string): number => Number(/^\d+/.exec(seq)?.[0] ?? 0)

async function listDocuments<T>(couch: CentreContext['couch'], database: string, prefix: string, schema: z.ZodType<T>): Promise<T[]> {
  const range = { start_key: prefix, end_key: `${prefix.slice(0, -1)};`, include_docs: true }
  const { rows } = Rows.parse(await couch.use(database).list(range))
  return rows.flatMap(({ doc }) => {
    const parsed = schema.safeParse(doc)
    return parsed.success ? [parsed.data] : []
  })
}
