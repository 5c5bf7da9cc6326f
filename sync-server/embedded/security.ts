import { z } from 'zod'
import { CouchError } from './couch-error.ts'

const NamesAndRoles = z.looseObject({ names: z.array(z.string()).default([]), roles: z.array(z.string()).default([]) })

/** A database's `_security`; members that CouchDB does not know are kept and reach the validators. */
export const SecurityObject = z.looseObject({
  admins: NamesAndRoles.default({ names: [], roles: [] }),
  members: NamesAndRoles.default({ names: [], roles: [] }),
})
export type SecurityObject = z.infer<typeof SecurityObject>

/** Who asks. `name` is null for somebody who has not signed in; the server's administrator has the role `_admin`. */
export type UserContext = { name: string | null; roles: string[] }

/** What a new database has: nobody but the server's administrators. */
export const closedSecurity: SecurityObject = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: ['_admin'] },
}

export const isServerAdmin = (user: UserContext): boolean => user.roles.includes('_admin')

export function requireServerAdmin(user: UserContext): void {
  if (!isServerAdmin(user)) throw new CouchError(401, 'unauthorized', 'You are not a server admin.')
}

export function requireDatabaseAdmin(user: UserContext, security: SecurityObject): void {
  if (isServerAdmin(user) || isNamed(user, security.admins)) return
  throw new CouchError(
    user.name === null ? 401 : 403,
    user.name === null ? 'unauthorized' : 'forbidden',
    'You are not a db or server admin.',
  )
}

/** There is no admin party: a database without members is closed to everybody but its administrators. */
export function requireMember(user: UserContext, security: SecurityObject): void {
  if (isServerAdmin(user) || isNamed(user, security.admins) || isNamed(user, security.members)) return
  if (user.name === null) throw new CouchError(401, 'unauthorized', 'You are not authorized to access this db.')
  throw new CouchError(403, 'forbidden', 'You are not allowed to access this db.')
}

function isNamed(user: UserContext, list: SecurityObject['members']): boolean {
  return (user.name !== null && list.names.includes(user.name)) || list.roles.some((role) => user.roles.includes(role))
}
