import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

const Count = z.number().int().nonnegative()

/** Ages of unfinished dossiers, in days since receipt: under 4, 4–7, 8–15, 16–30, over 30. */
export const ageBounds = [4, 8, 16, 31] as const

/** What one official (or one role whose turn it is, `person` null) has in hand now. `ages` counts along `ageBounds`. */
export const WorkloadRow = z.object({
  agency: AgencySlug,
  agencyName: z.string(),
  role: z.string().nullable(),
  person: z.string().nullable(),
  personName: z.string(),
  open: Count,
  late: Count,
  paused: Count,
  ages: z.array(Count).length(ageBounds.length + 1),
  oldest: Instant,
})
export type WorkloadRow = z.infer<typeof WorkloadRow>

/** `GET /indicators/workload`: as things stand now, whatever the period. */
export const Workload = z.object({ asOf: Instant, rows: z.array(WorkloadRow) })
export type Workload = z.infer<typeof Workload>

/** One line of the book of dossiers (Sổ theo dõi hồ sơ, form 07 of TT 03/2025/TT-VPCP). */
export const BookLine = z.object({
  code: z.string(),
  procedureName: z.string(),
  sets: z.number().int(),
  applicantName: z.string(),
  contact: z.string(),
  competentName: z.string(),
  receivedAt: Instant,
  dueAt: Instant.nullable(),
  forwardedAt: Instant.nullable(),
  resultAt: Instant.nullable(),
  returnedAt: Instant.nullable(),
  deliveryMethod: z.string(),
  returnedTo: z.string(),
  note: z.string(),
})
export type BookLine = z.infer<typeof BookLine>

/** `GET /indicators/book`: dossiers received in a period, in the order of their receipt. `total` counts all pages; `next` as in a list. */
export const DossierBook = z.object({ total: Count, next: z.string().nullable(), lines: z.array(BookLine) })
export type DossierBook = z.infer<typeof DossierBook>
