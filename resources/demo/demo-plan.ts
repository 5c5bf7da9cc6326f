import type { Deadline } from '#core/calendar/deadline.ts'
import type { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'

/** One dossier of the demo as it should stand now. `wish` is its deadline where it matters; null = as it falls. */
export type DemoPlan = { status: DossierStatus; stage: ProcessingStage | null; wish: Deadline | null; land: boolean }

type Share = { status: DossierStatus; stage?: ProcessingStage; weight: number; wishes?: readonly Deadline[]; land?: boolean }

const deadlines: readonly Deadline[] = ['on_time', 'today', 'soon', 'on_time', 'late', 'on_time', 'soon', 'today']

/** The mix of an office in the middle of its year: mostly work under way, a tenth of it late. Weights are parts of 120. */
const mix: readonly Share[] = [
  { status: 1, weight: 5 },
  { status: 2, weight: 14, wishes: deadlines },
  { status: 3, weight: 5 },
  { status: 4, stage: 'examining', weight: 16, wishes: deadlines },
  { status: 4, stage: 'proposed', weight: 9, wishes: deadlines },
  { status: 4, stage: 'sent_back', weight: 4, wishes: deadlines },
  { status: 4, stage: 'approved', weight: 8, wishes: deadlines },
  { status: 4, stage: 'examining', weight: 3, wishes: ['on_time'], land: true },
  { status: 5, weight: 10 },
  { status: 6, weight: 4, land: true },
  { status: 7, weight: 4 },
  { status: 8, weight: 6 },
  { status: 9, weight: 12 },
  { status: 10, weight: 20 },
]

/** Plans of one office: every kind of the mix at least once, the rest by weight. */
export function listPlans(count: number): DemoPlan[] {
  const total = mix.reduce((sum, share) => sum + share.weight, 0)
  const plans = mix.flatMap((share) => {
    const wanted = Math.max(1, Math.round((share.weight * count) / total))
    return Array.from({ length: wanted }, (_, index) => planOf(share, index))
  })
  const filler = mix.find((share) => share.status === 10)
  while (filler !== undefined && plans.length < count) plans.push(planOf(filler, plans.length))
  return plans.slice(0, Math.max(count, mix.length))
}

function planOf(share: Share, index: number): DemoPlan {
  const wish = share.wishes?.[index % share.wishes.length] ?? null
  return { status: share.status, stage: share.stage ?? null, wish, land: share.land ?? false }
}
