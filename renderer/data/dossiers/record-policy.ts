import { z } from 'zod'
import type { Live, RecordPolicy } from '../desk.ts'
import { createSource } from '../live.ts'
import type { DeskPapers } from '../store/desk-papers.ts'

const defaults: RecordPolicy = { keepMonths: 12 }

const PolicyPaper = z.object({ kind: z.literal('recordPolicy'), keepMonths: z.number().int().min(1).max(240) })

/** How long closed dossiers stay on this PC. */
export type RecordPolicyPaper = { live: Live<RecordPolicy>; set(policy: RecordPolicy): Promise<void>; load(): Promise<void> }

export function createRecordPolicy(papers: DeskPapers): RecordPolicyPaper {
  const live = createSource(defaults)
  return {
    live,
    async set(policy) {
      await papers.put('recordPolicy', PolicyPaper.parse({ kind: 'recordPolicy', ...policy }))
      live.set(policy)
    },
    async load() {
      const paper = await papers.find('recordPolicy', PolicyPaper)
      live.set(paper === undefined ? defaults : { keepMonths: paper.keepMonths })
    },
  }
}
