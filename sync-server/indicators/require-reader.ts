import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Agency } from '#core/agency/agency.ts'
import { ancestorsOf } from '#core/agency/ancestors-of.ts'
import type { Person } from '#core/person/person.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import { requireOfficial } from '#sync-server/api/authenticate.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { findPerson } from '#sync-server/api/device-record.ts'
import { listAgencies } from '#sync-server/api/require-overseer.ts'

/** An official who reads figures: everybody those of their own unit; leaders and supervisors also of the units below, administrators all. */
export type Reader = {
  person: Person
  agencies: Agency[]
  mayRead(agency: AgencySlug): boolean
  /** Whether they may freeze a period of their reports. */
  mayFreeze: boolean
}

export async function requireReader(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<Reader> {
  const official = await requireOfficial(context, request, reply)
  const person = await findPerson(context, official.login)
  if (person === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
  const roles = rolesOn(person, dayOf(toInstant(context.now())))
  if (roles.length === 0) throw new ApiError(403, 'no_role', 'Cán bộ không còn nhiệm vụ nào tại cơ quan này.')
  const administrator = official.administrator && roles.includes('administrator')
  const overseer = administrator || roles.includes('supervisor') || roles.includes('leader')
  const agencies = await listAgencies(context)
  const isBelow = (agency: AgencySlug) => ancestorsOf(agencies, agency).some(({ slug }) => slug === person.agency)
  return {
    person,
    agencies,
    mayRead: (agency) => administrator || agency === person.agency || (overseer && isBelow(agency)),
    mayFreeze: overseer,
  }
}

/** A unit's reports and, with `below`, those of all units under it: its agencies by slug, dissolved ones too. */
export function scopeOf({ agencies, mayRead }: Reader, { agency, below }: { agency: AgencySlug; below: boolean }): AgencySlug[] {
  if (!mayRead(agency)) throw new ApiError(403, 'other_agency', 'Ông/bà không được xem số liệu của cơ quan này.')
  if (!below) return [agency]
  const under = agencies.filter(({ slug }) => ancestorsOf(agencies, slug).some((above) => above.slug === agency))
  return [agency, ...under.map(({ slug }) => slug).filter(mayRead)]
}
