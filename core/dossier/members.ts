import type { AgencySlug } from '#core/record/ids.ts'
import type { Dossier } from './dossier.ts'

/** What of a dossier says where it belongs. */
export type Belonging = Pick<Dossier, 'agencies' | 'sendings'>

/**
 * The agencies that a dossier belongs to: those that assist, receive and decide, and those it was sent to and not taken back
 * from. Their databases hold it, and no others (routing).
 */
export function membersOf(dossier: Belonging): AgencySlug[] {
  const { assisting, receiving, competent } = dossier.agencies
  return [...new Set([receiving, competent, ...(assisting === null ? [] : [assisting]), ...sentTo(dossier)])]
}

/** The agencies that it was sent to and that still have it for that reason. */
export function sentTo({ sendings }: Belonging): AgencySlug[] {
  return (sendings ?? []).flatMap(({ to, ended }) => (ended === null ? [to] : []))
}
