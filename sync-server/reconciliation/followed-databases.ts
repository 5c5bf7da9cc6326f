import { AgencySlug } from '#core/record/ids.ts'

export type FollowedDatabase = { agency: AgencySlug; kind: 'dossiers' | 'journal' | 'pages'; database: string }

const pattern = /^agency-([a-z][a-z0-9-]{1,40})-(dossiers|journal|pages)$/
const order = ['dossiers', 'journal', 'pages']

/** The agencies' databases among these: all dossiers first, then the journals, and the pages, which are most of the bytes, last. */
export function listFollowed(names: string[]): FollowedDatabase[] {
  const followed = names.flatMap((database): FollowedDatabase[] => {
    const [, slug, kind] = pattern.exec(database) ?? []
    const agency = AgencySlug.safeParse(slug)
    if (!agency.success || (kind !== 'dossiers' && kind !== 'journal' && kind !== 'pages')) return []
    return [{ agency: agency.data, kind, database }]
  })
  return followed.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}
