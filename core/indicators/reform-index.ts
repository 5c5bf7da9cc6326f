import type { GroupExtras } from './indicator-answers.ts'
import { onTimeShare } from './report-06a.ts'
import type { Tally } from './tally.ts'

/** The six groups of QĐ 766/QĐ-TTg (23/06/2022), 100 points together. */
export const reformGroups = ['publicity', 'progress', 'online_service', 'online_payment', 'digitisation', 'satisfaction'] as const
export type ReformGroup = (typeof reformGroups)[number]

/** What a group would need that one-stop records do not hold; a key of the message files each. */
export type ReformLack = 'catalogue_publication' | 'portal_confirmation' | 'petitions' | 'portal_links' | 'vneid' | 'archive_reuse'

/** One measure: `part` of `whole` dossiers, full marks from `target` (0–1, null where the decision was not seen). */
export type ReformMeasure = {
  key: 'synchronised' | 'on_time' | 'online' | 'paid_online' | 'electronic_result' | 'digitised' | 'reused' | 'satisfied'
  part: number
  whole: number
  target: number | null
}
export type ReformStanding = { group: ReformGroup; points: number | null; measures: ReformMeasure[]; lacks: ReformLack[] }

/**
 * What our records say of each group of QĐ 766 and what they cannot say. Online service and online payment share 22 points; their
 * split was not seen, so `points` is null there. No total is made up from parts of the index.
 */
export function reformStandings(tally: Tally, extras: GroupExtras): ReformStanding[] {
  const finished = tally.early + tally.on_time + tally.late
  const received = tally.online + tally.direct
  const judged = finished + tally.open_late
  const kept = Math.round((onTimeShare(tally) ?? 0) * judged)
  return [
    {
      group: 'publicity',
      points: 18,
      measures: [measure('synchronised', extras.onPortal, finished, 1)],
      lacks: ['catalogue_publication', 'portal_confirmation'],
    },
    { group: 'progress', points: 20, measures: [measure('on_time', kept, judged, 1)], lacks: [] },
    { group: 'online_service', points: null, measures: [measure('online', tally.online, received, 0.5)], lacks: ['portal_links'] },
    {
      group: 'online_payment',
      points: null,
      measures: [measure('paid_online', extras.paidOnline, extras.feeDue, 0.8)],
      lacks: ['portal_confirmation'],
    },
    {
      group: 'digitisation',
      points: 22,
      measures: [
        measure('electronic_result', extras.electronicResult, extras.granted, 1),
        measure('digitised', extras.digitised, finished, 0.8),
        measure('reused', extras.reused, finished, 0.8),
      ],
      lacks: ['archive_reuse', 'vneid'],
    },
    { group: 'satisfaction', points: 18, measures: [measure('satisfied', extras.satisfied, extras.rated, 0.9)], lacks: ['petitions'] },
  ]
}

/** Goals of the provincial schemes for dossiers handled wholly electronically: commune 60 %, province 90 %. */
export const electronicTargets: Readonly<Record<string, number>> = { commune: 0.6, province: 0.9, department: 0.9 }

/** `part` of `whole`, 0–1; null where there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function measure(key: ReformMeasure['key'], part: number, whole: number, target: number | null): ReformMeasure {
  return { key, part, whole, target }
}
