/** An answer that CouchDB gives as `{error, reason}` with a status of its own. */
export class CouchError extends Error {
  readonly status: number
  readonly error: string
  readonly reason: string

  constructor(status: number, error: string, reason: string) {
    super(`${error}: ${reason}`)
    this.name = 'CouchError'
    this.status = status
    this.error = error
    this.reason = reason
  }
}

const statusOf: Record<string, number> = {
  conflict: 409,
  forbidden: 403,
  unauthorized: 401,
  not_found: 404,
  missing_stub: 412,
}

/** The error of one document as an answer to the whole request. */
export function errorOfRow(row: { error: string; reason: string }): CouchError {
  return new CouchError(statusOf[row.error] ?? 400, row.error, row.reason)
}

export const badRequest = (reason: string): CouchError => new CouchError(400, 'bad_request', reason)
export const notFound = (reason: string): CouchError => new CouchError(404, 'not_found', reason)
