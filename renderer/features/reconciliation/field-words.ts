import type { TFunction } from 'i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { partsOf } from '#core/sync/field-classes.ts'
import { formatDay, formatInstant, formatMoney } from '#renderer/ui/format.ts'

/** The dossier as far as words for its fields need it. */
export type Named = Pick<Dossier, 'papers'>

/** Words of every path that can be in dispute; a path below one of these says both. */
const known = new Set([
  'step',
  'code',
  'subject',
  'sets',
  'channel',
  'numbering',
  'lookupSecret',
  'procedure',
  'agencies',
  'applicant',
  'submitter',
  'duration',
  'dueAt',
  'dueHistory',
  'pauses',
  'supplements',
  'proposal',
  'decision',
  'result',
  'refusal',
  'stop',
  'withdrawal',
  'book',
  'rating',
  'business',
  'money',
  'delivery',
  'sync',
  'papers',
  'placements',
  'received',
  'cases',
  'sendings',
])

/** A field's name as officials say it: `applicant.name` → "Họ và tên"; a person other than the applicant is named first. */
export function labelOf(t: TFunction, path: string, dossier?: Named): string {
  const [head, ...rest] = partsOf(path)
  if (head === undefined || !known.has(head.name)) return t('reconciliation.field.other', { path })
  const root = head.key === null ? t(`reconciliation.field.${head.name}`) : elementName(t, head.name, head.key, dossier)
  const names = rest.map((one) => one.name)
  if (names.length === 0) return root
  const own = [
    `reconciliation.field.${[head.name, ...names].join('_')}`,
    `reconciliation.leaf.${names.at(-1)}`,
    'reconciliation.field.other',
  ]
  const leaf = t(own, { path })
  return head.name === 'applicant' ? leaf : `${root}: ${leaf.toLocaleLowerCase()}`
}

/** A paper goes by its own name; other elements of a list by the list's. */
function elementName(t: TFunction, list: string, key: string, dossier: Named | undefined): string {
  const paper = list === 'papers' ? dossier?.papers.find((one) => one.paperId === key) : undefined
  return paper?.name ?? t(`reconciliation.field.${list}`)
}

/** Words that stand for a code, by the last part of a path, or by head and last part where that says more. */
const codes: Record<string, string> = {
  sex: 'dossier.facts.sexOf',
  type: 'dossier.facts.typeOf',
  channel: 'dossier.facts.channelOf',
  met: 'dossier.papers.metOf',
  outcome: 'dossier.facts.outcomeOf',
  relation: 'dossier.facts.relationOf',
  'delivery.method': 'dossier.facts.deliveryOf',
  method: 'dossier.facts.methodOf',
  'money.state': 'dossier.facts.moneyStateOf',
  'business.status': 'ui.status',
  'business.stage': 'ui.stage',
  role: 'ui.role',
  level: 'reconciliation.ratingOf',
  purpose: 'reconciliation.purposeOf',
}

/** Parts of a composed value that say nothing to a person. */
const silent = new Set(['id', 'by', 'page', 'mediaType', 'sizeBytes', 'widthPx', 'heightPx', 'unitCode', 'feeCode', 'paperId', 'verified'])

/** A value as a person reads it on paper; composed values part by part. Absent is said, not left blank. */
export function describeValue(t: TFunction, path: string, value: unknown): string {
  const names = partsOf(path).map((one) => one.name)
  const leaf = names.at(-1) ?? ''
  if (value === null || value === undefined || value === '') return t('reconciliation.absent')
  const words = codes[`${names[0]}.${leaf}`] ?? codes[leaf]
  if (words !== undefined && (typeof value === 'string' || typeof value === 'number')) return t([`${words}.${value}`, String(value)])
  if (typeof value === 'number') return leaf.endsWith('Vnd') ? formatMoney(value) : String(value)
  if (typeof value === 'boolean') return t(value ? 'reconciliation.yes' : 'reconciliation.no')
  if (typeof value === 'string') return describeText(leaf, value)
  if (Array.isArray(value))
    return value.length === 0 ? t('reconciliation.absent') : value.map((one) => describeValue(t, path, one)).join('; ')
  return describeParts(t, path, Object.entries(value))
}

function describeText(leaf: string, value: string): string {
  const instant = Instant.safeParse(value)
  if (instant.success) return formatInstant(instant.data)
  const day = Day.safeParse(value)
  if (day.success) return formatDay(day.data)
  return leaf === 'birthDate' ? value.split('-').reverse().join('/') : value
}

function describeParts(t: TFunction, path: string, entries: [string, unknown][]): string {
  const said = entries
    .filter(([name, part]) => !silent.has(name) && part !== null && part !== '' && part !== undefined)
    .map(([name, part]) => describeValue(t, `${path}.${name}`, part))
  return said.length === 0 ? t('reconciliation.absent') : [...new Set(said)].join(' · ')
}
