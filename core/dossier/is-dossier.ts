import type { WireBody } from '#core/sync/wire.ts'
import { Dossier } from './dossier.ts'

/**
 * True where this build can read a body as a dossier. The body itself goes on being used, whatever a parse would strip: members that a
 * newer build added at any depth must outlive every desk and server that does not know them.
 */
export function isDossier(body: unknown): body is WireBody & Dossier {
  return Dossier.safeParse(body).success
}
