import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DeskReport } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { casesDatabase } from '#sync-server/provision/database-names.ts'
import { changeDocument } from '#sync-server/reconciliation/case-store.ts'
import { dismissDuplicate } from '#sync-server/reconciliation/dismiss-duplicate.ts'
import { countUnit, listQuarantined, readOversight } from '#sync-server/reconciliation/read-oversight.ts'
import { type ReportRecord, recordId } from '#sync-server/reconciliation/records.ts'
import { ApiError } from './api-error.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { RateLimit } from './rate-limit.ts'
import { requireOverseer, requireOverseerOf } from './require-overseer.ts'

const Question = z.strictObject({ agency: AgencySlug.optional() })
/** Without a reason a dismissal is taken back. */
const Dismissing = z.strictObject({ agency: AgencySlug, reason: z.string().trim().min(1).max(2000).nullable() })
const minuteMs = 60_000
/** A desk cannot report more than this many refused items one by one; the counts stay whole. */
const BoundedReport = DeskReport.extend({ refused: DeskReport.shape.refused.max(500) })

/** `/oversight`: what a unit's supervisor must know beyond the unit's own cases, and for an administrator at a desk what was set aside in any unit; `/reports`: what a desk says of itself. */
export function routeOversight(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 120, windowMs: minuteMs })
  const writes = new RateLimit({ calls: 60, windowMs: minuteMs })

  api.get('/oversight', async (request, reply) => {
    const { agency: asked } = Question.parse(request.query)
    reply.header('cache-control', 'no-store')
    const asOf = toInstant(context.now())
    const device =
      asked === undefined ? await requireDevice(context, request) : await requireDevice(context, request).catch(() => undefined)
    if (device !== undefined && (asked === undefined || asked === device.agency)) {
      reads.take(device._id, context.now())
      request.log.info({ device: device._id, agency: device.agency }, 'oversight read by a desk')
      const own = await readOversight(context.couch, device.agency, asOf)
      if (asked !== undefined || !(await isAdministrator(context, request, reply))) return own
      return { ...own, quarantined: await listQuarantined(context.couch) }
    }
    const agency = AgencySlug.parse(asked)
    const { person } = await requireOverseerOf(context, { request, reply }, agency)
    reads.take(person.id, context.now())
    request.log.info({ person: person.id, agency }, 'oversight read by an official')
    return readOversight(context.couch, agency, asOf)
  })

  api.get('/oversight/units', async (request, reply) => {
    const { person, watches, agencies } = await requireOverseer(context, request, reply)
    reads.take(person.id, context.now())
    reply.header('cache-control', 'no-store')
    const asOf = toInstant(context.now())
    const databases = new Set(await context.couch.db.list())
    const watched = agencies.filter(({ slug }) => watches(slug) && databases.has(`agency-${slug}-dossiers`))
    request.log.info({ person: person.id, units: watched.length }, 'counts of units read')
    return { units: await Promise.all(watched.map(async ({ slug, name }) => ({ ...(await countUnit(context.couch, slug, asOf)), name }))) }
  })

  api.post<{ Params: { id: string } }>('/duplicates/:id/dismiss', async (request, reply) => {
    const { agency, reason } = Dismissing.parse(request.body)
    const { person } = await requireOverseerOf(context, { request, reply }, agency)
    writes.take(person.id, context.now())
    const { id } = request.params
    const dismissal = reason === null ? null : { at: toInstant(context.now()), by: person.id, byName: person.name, reason }
    if (!(await dismissDuplicate(context.couch, { agency, id }, dismissal)))
      throw new ApiError(404, 'unknown_item', 'Không có nhóm hồ sơ nghi trùng này.')
    request.log.info({ person: person.id, agency, duplicate: id, dismissed: reason !== null }, 'possible duplicate judged')
    return { ok: true }
  })

  api.post('/reports', async (request) => {
    const device = await requireDevice(context, request)
    writes.take(device._id, context.now())
    const report = BoundedReport.parse(request.body)
    const { _id, agency, deskName } = device
    const lastContact = toInstant(context.now())
    const record: ReportRecord = { kind: 'report', schemaVersion: 1, agency, device: _id, deskName, lastContact, report }
    await changeDocument(context.couch.use(casesDatabase), recordId('report', agency, _id), () => record)
    return { ok: true }
  })
}

async function isAdministrator(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  try {
    return (await requireOverseer(context, request, reply)).administrator
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}
