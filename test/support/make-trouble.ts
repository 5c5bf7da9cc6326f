import type { ServerScope } from 'nano'
import { z } from 'zod'
import { dayNumberAt, toDay } from '#core/calendar/day-number.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { makeWireDossier } from '#test/integration/centre/wire-dossier.ts'

const Security = z.looseObject({ authors: z.record(z.string(), z.unknown()).default({}) })

/** The centre takes an official's rights in an agency away: what they do from now on is refused. */
export async function withdrawRights(couch: ServerScope, agency: AgencySlug, person: string): Promise<void> {
  const { dossiers, journal } = databasesOf(agency)
  for (const db of [dossiers, journal]) {
    const security = Security.parse(await couch.request({ db, path: '_security' }))
    const { [person]: _, ...authors } = security.authors
    await couch.request({ db, path: '_security', method: 'put', body: { ...security, authors } })
  }
}

/** A unit ended yesterday and went into another. */
export async function dissolveUnit(couch: ServerScope, unit: AgencySlug, into: AgencySlug): Promise<void> {
  const catalog = couch.use<Record<string, unknown>>('catalog')
  const validTo = toDay(dayNumberAt(Date.now()) - 1)
  await catalog.insert({ ...(await catalog.get(`agency:${unit}`)), validTo, mergedInto: into })
}

/** A dossier that breaks its schema, as somebody with curl and the administrator's password leaves it. @returns its id */
export async function leaveBroken(couch: ServerScope, agency: AgencySlug): Promise<string> {
  const agencies = { assisting: null, receiving: agency, competent: agency }
  const broken = { ...makeWireDossier({ agencies }), sets: 'hai bộ' }
  await couch.use<Record<string, unknown>>(databasesOf(agency).dossiers).insert(broken)
  return broken._id
}
