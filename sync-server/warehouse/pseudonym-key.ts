import { createHmac, randomBytes } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { putIfNew } from '#sync-server/reconciliation/case-store.ts'

const id = 'warehouse-pseudonym-key'
const Stored = z.looseObject({ key: z.string().min(40) })

/**
 * The keyed hash by which the warehouse knows people. The key lies in `centre`, which no desk and no reader of the warehouse sees;
 * it outlives the warehouse, so that a rebuilt one knows the same people by the same names.
 */
export async function openPseudonyms(couch: ServerScope): Promise<(identity: string) => string> {
  const centre = couch.use<Record<string, unknown>>(centreDatabase)
  if ((await findDocument(centre, id)) === undefined)
    await putIfNew(centre, id, { kind: 'warehouse-pseudonym-key', key: randomBytes(32).toString('base64url') })
  const { key } = Stored.parse(await centre.get(id))
  return (identity) => createHmac('sha256', key).update(identity).digest('hex').slice(0, 32)
}
