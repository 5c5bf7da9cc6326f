import type { ServerScope } from 'nano'
import type { Person } from '#core/person/person.ts'
import { findDocument } from './couch-admin.ts'

const prefix = 'official-'

/** CouchDB's user of an official. The prefix keeps officials apart from devices and from CouchDB's own administrators. */
export const accountOfLogin = (login: string): string => `${prefix}${login}`

/** The login behind CouchDB's user; undefined for a user who is no official. */
export const findLogin = (account: string): string | undefined => (account.startsWith(prefix) ? account.slice(prefix.length) : undefined)

/** Gives officials an account of CouchDB's own; an account that exists keeps its password. */
export async function writeAccounts(couch: ServerScope, people: Person[], password: string): Promise<void> {
  const users = couch.use<Record<string, unknown>>('_users')
  for (const person of people) {
    const name = accountOfLogin(person.login)
    const _id = `org.couchdb.user:${name}`
    if ((await findDocument(users, _id)) !== undefined) continue
    await users.insert({ _id, type: 'user', name, roles: accountRoles(person), password })
  }
}

/** Officials reach records only through an enrolled desk, so their own account opens no database. */
function accountRoles(person: Person): string[] {
  const administers = person.roles.some((one) => one.role === 'administrator')
  return ['official', ...(administers ? ['administrator'] : [])]
}
