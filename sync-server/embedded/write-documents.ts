import { CouchError, errorOfRow } from './couch-error.ts'
import { type CouchDocument, parseDocument } from './document.ts'
import type { WriteRow } from './document-database.ts'
import { sealUserDocument } from './password.ts'
import type { CouchRequest } from './request.ts'

/** Writes documents as a client sent them; in `_users` passwords are derived first. */
export async function writeDocuments(request: CouchRequest, inputs: unknown[], newEdits: boolean): Promise<WriteRow[]> {
  const documents = inputs.map(parseDocument)
  if (request.database.name !== '_users') return request.database.write(documents, request.user, newEdits)
  const rows = new Map<number, WriteRow>()
  const sealed: CouchDocument[] = []
  for (const [index, document] of documents.entries()) {
    const answer = await sealUserDocument(document, request.passwordIterations).catch(refusal)
    if (answer instanceof CouchError) rows.set(index, { id: document._id, error: answer.error, reason: answer.reason })
    else sealed.push(answer)
  }
  const written = (await request.database.write(sealed, request.user, newEdits)).values()
  if (!newEdits) return [...rows.values(), ...written]
  return documents.flatMap((_, index) => rows.get(index) ?? written.next().value ?? [])
}

/** Writes one document or throws what CouchDB answers. */
export async function writeOne(request: CouchRequest, document: unknown, newEdits = true): Promise<{ id: string; rev: string }> {
  const [row] = await writeDocuments(request, [document], newEdits)
  if (row === undefined) {
    const { _id, _rev } = parseDocument(document)
    return { id: _id, rev: _rev ?? '' }
  }
  if ('error' in row) throw errorOfRow(row)
  return { id: row.id, rev: row.rev }
}

function refusal(error: unknown): CouchError {
  if (error instanceof CouchError) return error
  throw error
}
