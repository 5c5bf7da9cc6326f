import type { ServerScope } from 'nano'
import { Agency } from '#core/agency/agency.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { findDocument } from './couch-admin.ts'
import { publicRole } from './provision-centre.ts'

/** The account with which the public site reads its database. */
export const publicAccount = 'public-site'

/** Gives the public site its account, or a new password. */
export async function provisionPublicAccount(couch: ServerScope, password: string): Promise<void> {
  const users = couch.use<Record<string, unknown>>('_users')
  const _id = `org.couchdb.user:${publicAccount}`
  const stored = await findDocument(users, _id)
  const revision = stored === undefined ? {} : { _rev: stored._rev }
  await users.insert({ _id, ...revision, type: 'user', name: publicAccount, roles: [publicRole], password })
}

/** Writes the public site's address into the catalogue, for the agency and all below it: receipts then carry a link. */
export async function writePublicAddress(couch: ServerScope, agency: AgencySlug, address: string): Promise<void> {
  const catalog = couch.use<Record<string, unknown>>('catalog')
  const { _id, _rev, ...body } = await catalog.get(`agency:${agency}`)
  if (body['publicSite'] === address) return
  await catalog.insert({ ...Agency.parse({ ...body, publicSite: address }), _id, _rev })
}
