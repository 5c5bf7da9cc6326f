import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'

/** An agency (cơ quan). Levels are data: any number of them, with dates of validity; merged units keep resolving old dossiers. */
export const Agency = z.looseObject({
  kind: z.literal('agency'),
  schemaVersion: z.number().int().min(1),
  /** `agency:<slug>`; also the document id. */
  id: z.string().regex(/^agency:[a-z][a-z0-9-]{1,40}$/),
  slug: AgencySlug,
  /** Identification code (QCVN 102:2016, QĐ 20/2020), e.g. `H53.242`. The first part of every dossier code. */
  code: z.string().regex(/^(\d{3}(\.\d{2}){2}\.[A-Z]\d{2}|[A-Z]\d{2}(\.\d{1,5}){0,3})$/),
  codeVerified: z.boolean(),
  name: z.string().min(1),
  shortName: z.string().min(1),
  /** Name of its one-stop office, e.g. `Trung tâm Phục vụ hành chính công phường Tân An`; null where it has none. */
  officeName: z.string().nullable(),
  /** `district` stands only on agencies dissolved on 2025-06-30 or earlier; there has been no district level since. */
  level: z.enum(['province', 'commune', 'regional', 'department', 'ministry', 'district']),
  parent: AgencySlug.nullable(),
  /** Code of the administrative unit (5 digits, or 2 for a province); null for a unit that is none. */
  unitCode: z.string().nullable(),
  /** Communes it works for, by slug, where it serves several. */
  serves: z.array(AgencySlug),
  address: z.string(),
  phone: z.string(),
  lookupSite: z.string(),
  /** Address of the public site (status look-up, open data), e.g. `https://tra-cuu.example`; units below inherit it. Absent = none. */
  publicSite: z.url({ protocol: /^https?$/ }).optional(),
  /** Slug of the agency whose calendar it keeps (usually the province). */
  calendar: z.string(),
  validFrom: Day,
  validTo: Day.nullable(),
  mergedInto: AgencySlug.nullable(),
  pilot: z.boolean(),
})
export type Agency = z.infer<typeof Agency>
