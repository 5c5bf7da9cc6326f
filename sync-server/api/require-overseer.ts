import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { ancestorsOf } from '#core/agency/ancestors-of.ts'
import type { Person } from '#core/person/person.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { ApiError } from './api-error.ts'
import { requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { findPerson } from './device-record.ts'

const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })

/** An official who watches over units: a supervisor over their own and those below it, an administrator over all. */
export type Overseer = { person: Person; administrator: boolean; watches(agency: AgencySlug): boolean; agencies: Agency[] }

/** The overseer who asks; 403 for an official who is neither supervisor nor administrator today. */
export async function requireOverseer(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<Overseer> {
  const official = await requireOfficial(context, request, reply)
  const person = await findPerson(context, official.login)
  if (person === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
  const roles = rolesOn(person, dayOf(toInstant(context.now())))
  const administrator = official.administrator && roles.includes('administrator')
  if (!administrator && !roles.includes('supervisor'))
    throw new ApiError(403, 'supervisors_only', 'Chỉ người giám sát hoặc quản trị viên được làm việc này.')
  const agencies = await listAgencies(context)
  const watches = (agency: AgencySlug): boolean =>
    administrator || agency === person.agency || ancestorsOf(agencies, agency).some(({ slug }) => slug === person.agency)
  return { person, administrator, watches, agencies }
}

/** The overseer, where this unit is theirs to watch. */
export async function requireOverseerOf(
  context: CentreContext,
  call: { request: FastifyRequest; reply: FastifyReply },
  agency: AgencySlug,
): Promise<Overseer> {
  const overseer = await requireOverseer(context, call.request, call.reply)
  if (!overseer.watches(agency)) throw new ApiError(403, 'other_agency', 'Cơ quan này không thuộc quyền giám sát của ông/bà.')
  return overseer
}

export async function listAgencies(context: Pick<CentreContext, 'couch'>): Promise<Agency[]> {
  const range = { start_key: 'agency:', end_key: 'agency;', include_docs: true }
  const { rows } = Rows.parse(await context.couch.use('catalog').list(range))
  return rows.flatMap(({ doc }) => {
    const parsed = Agency.safeParse(doc)
    return parsed.success ? [parsed.data] : []
  })
}
