import { z } from 'zod'
import { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'
import type { CaseField } from '#core/reconciliation/case.ts'
import { Instant } from '#core/record/instant.ts'

const said = z.looseObject({ reason: z.string().optional(), text: z.string().optional() }).nullish()

/** What of a step's bundle a story tells; the rest of it is the machine's business. */
const StepBundle = z.looseObject({
  business: z.looseObject({
    status: DossierStatus,
    stage: ProcessingStage.nullish(),
    holder: z.looseObject({ name: z.string() }).nullish(),
  }),
  dueAt: Instant.nullish(),
  proposal: said,
  decision: said,
  result: z.looseObject({ number: z.string() }).nullish(),
  refusal: said,
  stop: said,
  withdrawal: said,
})

/** One side's step in short: where it left the dossier, with whom, until when, and the words that were written with it. */
export type StepStory = {
  status: DossierStatus
  stage: ProcessingStage | null
  holder: string
  dueAt: Instant | null
  why: string
}

/**
 * The story of one side of a `step` field; null where the bundle is none that this build can read.
 * @param asked reason of the newest request for papers: it stands on the dossier, not among what a step sets
 */
export function readStory(bundle: CaseField['mine'], asked = ''): StepStory | null {
  const parsed = StepBundle.safeParse(bundle)
  if (!parsed.success) return null
  const { business, dueAt } = parsed.data
  return {
    status: business.status,
    stage: business.stage ?? null,
    holder: business.holder?.name ?? '',
    dueAt: dueAt ?? null,
    why: business.status === 5 ? asked : whyOf(parsed.data),
  }
}

/** The words that a person wrote when they made the step. */
function whyOf(bundle: z.infer<typeof StepBundle>): string {
  switch (bundle.business.status) {
    case 3:
      return bundle.refusal?.reason ?? ''
    case 4:
      return (bundle.business.stage === 'proposed' ? bundle.proposal?.text : bundle.decision?.text) ?? ''
    case 7:
      return bundle.withdrawal?.reason ?? ''
    case 8:
      return bundle.stop?.reason ?? bundle.withdrawal?.reason ?? ''
    case 9:
    case 10:
      return bundle.result?.number ?? ''
    default:
      return ''
  }
}
