import type { DocumentScope, ServerScope } from 'nano'
import nano from 'nano'

/** A database whose documents are parsed where they are read. */
export type Documents = DocumentScope<Record<string, unknown>>

/** How to reach CouchDB as its administrator. */
export type CentralAccess = { url: string; admin: { name: string; password: string } }

/** CouchDB through nano, as its administrator. The password stays out of the URL, so that no error text can show it. */
export function openCouchAdmin(access: CentralAccess): ServerScope {
  const authorization = basicAuthorization(access.admin)
  return nano({ url: access.url, headers: { authorization } })
}

export function basicAuthorization(account: { name: string; password: string }): string {
  return `Basic ${Buffer.from(`${account.name}:${account.password}`).toString('base64')}`
}

export type Stored = Record<string, unknown> & { _id: string; _rev: string }

/** The document, or undefined where there is none. */
export async function findDocument(database: Documents, id: string): Promise<Stored | undefined> {
  try {
    return { ...(await database.get(id)) }
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/** HTTP status of an error of nano; undefined for any other. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined
  return typeof error.statusCode === 'number' ? error.statusCode : undefined
}
