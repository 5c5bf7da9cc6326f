import type { z } from 'zod'
import { Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import type { Fault } from './quarantine.ts'

/** A dossier is some kilobytes; with hundreds of pages and cases it stays far below this. Counted in characters of its JSON. */
export const dossierLimit = 1024 * 1024

/** Kinds that only the centre's own database holds: somebody plays the centre. */
const centreKinds = new Set(['device', 'slots', 'slot', 'lease', 'join-key', 'checkpoint', 'centre-key', 'centre-chain'])

/** A dossier as the centre reads it; `newer` is kept as it is and judged by nobody before the software is updated. */
export type CheckedDossier = { kind: 'dossier'; dossier: Dossier } | { kind: 'newer' } | { kind: 'faulty'; fault: Fault }

export function checkDossierDocument(document: WireDocument): CheckedDossier {
  const { body } = fromWire(document)
  const kind = body['kind']
  if (typeof kind === 'string' && centreKinds.has(kind)) return faulty('forged', `kind: ${kind}`)
  if (kind !== 'dossier') return faulty('invalid', 'kind')
  const size = JSON.stringify(document).length
  if (size > dossierLimit) return faulty('too_large', `${Math.round(size / 1024)} KB`)
  const parsed = Dossier.safeParse(body)
  if (parsed.success && parsed.data.id !== document._id) return faulty('invalid', 'id')
  if (parsed.success) return { kind: 'dossier', dossier: parsed.data }
  const version = body['schemaVersion']
  if (typeof version === 'number' && version > dossierSchemaVersion) return { kind: 'newer' }
  return faulty('invalid', describe(parsed.error))
}

/** Which fields are wrong and how: paths and codes, so that no name or number gets into a list. */
export function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(
      ({ path, code }) =>
        `${path.map((part) => (typeof part === 'string' && !/^[A-Za-z_]{1,40}$/.test(part) ? '…' : String(part))).join('.')}: ${code}`,
    )
    .join('; ')
}

const faulty = (why: Fault['why'], detail: string): CheckedDossier => ({ kind: 'faulty', fault: { why, detail } })
