import { clockIn } from '#core/dossier/status.ts'
import { foldText } from '#core/identity/fold-text.ts'
import type { DossierRow, QueueOrder, QueueQuery, QueueTab, SignedInOfficial } from '../desk.ts'
import type { Brief } from './brief.ts'
import type { SearchLine } from './search.ts'

const tabs: QueueTab[] = ['mine', 'today', 'soon', 'late', 'waiting', 'ready', 'open', 'closed']

/** A queue line also knows whose turn it is, which the row shows only as a name. */
export type QueueLine = SearchLine & Pick<Brief, 'turnAt'> & { holder: string | null }

/** The rows of one tab, in no order, and how many every tab has under the same filter. */
export function answerQueue(
  lines: QueueLine[],
  query: Omit<QueueQuery, 'order'>,
  official: SignedInOfficial | null,
): { rows: DossierRow[]; counts: Record<QueueTab, number> } {
  const counts: Record<QueueTab, number> = { mine: 0, today: 0, soon: 0, late: 0, waiting: 0, ready: 0, open: 0, closed: 0 }
  const words = foldText(query.text)
    .split(' ')
    .filter((word) => word !== '')
  const rows: DossierRow[] = []
  for (const line of lines) {
    if (query.sector !== null && line.row.sector !== query.sector) continue
    if (query.agency != null && line.row.receivingAgency !== query.agency) continue
    if (!words.every((word) => line.text.includes(word) || line.tails.includes(`${word}|`))) continue
    for (const tab of tabs) {
      if (!isInTab(line, tab, official)) continue
      counts[tab] += 1
      if (tab === query.tab) rows.push(line.row)
    }
  }
  return { rows, counts }
}

function isInTab(line: QueueLine, tab: QueueTab, official: SignedInOfficial | null): boolean {
  const { row } = line
  const closed = row.status === 3 || row.status === 8 || row.status === 10
  if (tab === 'closed') return closed
  if (closed) return false
  if (tab === 'open') return true
  if (tab === 'ready') return row.status === 9
  if (tab === 'waiting') return clockIn(row.status) === 'paused'
  if (tab === 'mine') return isMine(line, official)
  return row.deadline === tab
}

type Turn = Pick<QueueLine, 'holder' | 'turnAt'> & { row: Pick<DossierRow, 'holderRole'> }

/** Whether it is this official's turn: theirs by name, or anybody's of their role at the agency whose turn it is. */
export function isMine({ row, holder, turnAt }: Turn, official: SignedInOfficial | null): boolean {
  if (official === null) return false
  if (holder !== null) return holder === official.person
  return row.holderRole !== null && official.roles.includes(row.holderRole) && turnAt.includes(official.agency)
}

const collator = new Intl.Collator('vi')

/** Columns that people read as words; the others sort as the texts and numbers they are. */
const worded: ReadonlySet<keyof DossierRow> = new Set(['applicantName', 'procedureName', 'sector', 'holderName'])

/** How two rows of a queue stand to each other in the order asked for. */
export function comparing({ column, descending }: QueueOrder): (a: DossierRow, b: DossierRow) => number {
  const sign = descending ? -1 : 1
  const rank = (row: DossierRow) => (column === 'dueAt' ? clockRank(row) : 0)
  const compareTexts = worded.has(column) ? collator.compare : compareCodes
  return (a, b) =>
    rank(a) - rank(b) ||
    sign * compareValues(a[column], b[column], compareTexts) ||
    (a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0)
}

/** By appointment, what still runs against the clock comes first: a stopped or paused dossier has an old date that presses nobody. */
function clockRank({ deadline }: DossierRow): number {
  return deadline === 'paused' ? 2 : deadline === 'done' ? 1 : 0
}

/** Empty values come last when ascending, so a dossier without an appointment never hides one that is late. */
function compareValues(a: Value, b: Value, compareTexts: (a: string, b: string) => number): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareTexts(String(a), String(b))
}

type Value = DossierRow[keyof DossierRow]

const compareCodes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
