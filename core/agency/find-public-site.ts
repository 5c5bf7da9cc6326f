import type { AgencySlug } from '#core/record/ids.ts'
import type { Agency } from './agency.ts'
import { ancestorsOf } from './ancestors-of.ts'

/** Address of the public site for an agency's dossiers: its own, else that of the nearest unit above; null where none is set. */
export function findPublicSite(agencies: readonly Agency[], slug: AgencySlug): string | null {
  const own = agencies.find((one) => one.slug === slug)
  const chain = own === undefined ? [] : [own, ...ancestorsOf(agencies, slug)]
  return chain.find((one) => one.publicSite !== undefined)?.publicSite ?? null
}
