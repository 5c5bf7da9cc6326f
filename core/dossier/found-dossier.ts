import { z } from 'zod'
import { DossierId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import type { Dossier } from './dossier.ts'
import { DossierStatus } from './status.ts'

/** A dossier that the centre found for a desk: enough to know it by, no number in full. */
export const FoundDossier = z.object({
  id: DossierId,
  code: z.string(),
  applicantName: z.string(),
  birthYear: z.string(),
  procedureName: z.string(),
  status: DossierStatus,
  receivedAt: Instant,
})
export type FoundDossier = z.infer<typeof FoundDossier>

export function toFoundDossier(dossier: Dossier): FoundDossier {
  const { id, code, applicant, procedure, business, received } = dossier
  return {
    id,
    code,
    applicantName: applicant.name,
    birthYear: applicant.birthDate?.slice(0, 4) ?? '',
    procedureName: procedure.name,
    status: business.status,
    receivedAt: received.at,
  }
}
