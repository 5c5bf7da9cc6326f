import { z } from 'zod'
import type { Live, PagePolicy } from '../desk.ts'
import { createSource } from '../live.ts'
import type { DeskPapers } from '../store/desk-papers.ts'

const defaults: PagePolicy = { lineKbps: null, keepMb: 20_000, fetchAhead: true }

const PolicyPaper = z.object({
  kind: z.literal('pagePolicy'),
  lineKbps: z.number().int().positive().nullable(),
  keepMb: z.number().int().positive(),
  fetchAhead: z.boolean(),
})

/** How pages use the line and the disk of this PC. It concerns the PC, not a person, so it is not sealed. */
export type PagePolicyPaper = { live: Live<PagePolicy>; set(policy: PagePolicy): Promise<void>; load(): Promise<void> }

export function createPagePolicy(papers: DeskPapers): PagePolicyPaper {
  const live = createSource(defaults)
  return {
    live,
    async set(policy) {
      const paper = PolicyPaper.parse({ kind: 'pagePolicy', ...policy })
      await papers.put('pagePolicy', paper)
      live.set(policy)
    },
    async load() {
      const paper = await papers.find('pagePolicy', PolicyPaper)
      if (paper !== undefined) live.set({ lineKbps: paper.lineKbps, keepMb: paper.keepMb, fetchAhead: paper.fetchAhead })
    },
  }
}
