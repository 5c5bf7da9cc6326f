import type { Catalogue } from '#core/procedure/catalogue.ts'
import { toInstant } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { DossierRow, Live, QueueQuery, QueueTab, SignedInOfficial } from '../desk.ts'
import { derive } from '../live.ts'
import type { Brief } from './brief.ts'
import { toLine } from './dossier-row.ts'
import { createLastingOrder } from './lasting-order.ts'
import { answerQueue, comparing, type QueueLine } from './queue.ts'
import { searchLines } from './search.ts'
import type { Shelf } from './shelf.ts'

export type BoardParts = {
  shelf: Shelf
  catalogue: Live<Catalogue>
  official: Live<SignedInOfficial | null>
  /** Changes every minute: deadlines move by themselves. */
  minute: Live<number>
  pagesVersion: Live<number>
  pageState(hash: string): SyncMark['state']
  now: () => number
}

/** What queue, search and counts read: rows worked out once per change of their dossier, all in memory. */
export type Board = {
  rows: Live<DossierRow[]>
  queue(query: QueueQuery): Live<{ rows: DossierRow[]; counts: Record<QueueTab, number> }>
  search(text: string, limit: number): DossierRow[]
  ofPerson(personalId: string): DossierRow[]
}

const queuesKept = 40

export function createBoard(parts: BoardParts): Board {
  const lines = createLines(parts)
  const queues = new Map<string, Live<{ rows: DossierRow[]; counts: Record<QueueTab, number> }>>()
  return {
    rows: derive([lines], () => lines.get().map(({ row }) => row)),
    queue(query) {
      const key = JSON.stringify([query.tab, query.text, query.order.column, query.order.descending, query.sector, query.agency ?? null])
      const known = queues.get(key)
      if (known !== undefined) return known
      const inOrder = createLastingOrder(comparing(query.order))
      const live = derive([lines, parts.official], () => {
        const { rows, counts } = answerQueue(lines.get(), query, parts.official.get())
        return { rows: inOrder(rows), counts }
      })
      if (queues.size >= queuesKept) queues.delete([...queues.keys()][0] ?? '')
      queues.set(key, live)
      return live
    },
    search: (text, limit) => searchLines(lines.get(), text, limit),
    ofPerson(personalId) {
      const ids = new Set([...parts.shelf.briefs()].filter(({ personalIds }) => personalIds.includes(personalId)).map(({ id }) => id))
      return lines.get().flatMap(({ row }) => (ids.has(row.id) ? [row] : []))
    },
  }
}

/** Newest first. A line is another one only when its dossier changed, or when the minute, a page or the catalogue changed what it says. */
function createLines({ shelf, catalogue, minute, pagesVersion, pageState, now }: BoardParts): Live<QueueLine[]> {
  const made = new WeakMap<Brief, QueueLine>()
  const inOrder = createLastingOrder<QueueLine>(newestFirst)
  let madeFor: unknown[] = []
  return derive([shelf.version, catalogue, minute, pagesVersion], () => {
    const circumstances = [catalogue.get(), minute.get(), pagesVersion.get()]
    const outdated = circumstances.some((one, index) => one !== madeFor[index])
    madeFor = circumstances
    const context = { now: toInstant(now()), catalogue: catalogue.get(), pageState }
    const lineOf = (brief: Brief): QueueLine => {
      const before = made.get(brief)
      if (before !== undefined && !outdated) return before
      const line = toLine(brief, context)
      if (before !== undefined && saysTheSame(before, line)) return before
      made.set(brief, line)
      return line
    }
    return inOrder([...shelf.briefs()].map(lineOf))
  })
}

/** Of one brief: what else a line says is the brief's. */
const saysTheSame = ({ row: a }: QueueLine, { row: b }: QueueLine): boolean => a.deadline === b.deadline && a.pagesUnsent === b.pagesUnsent

const newestFirst = ({ row: a }: QueueLine, { row: b }: QueueLine): number =>
  a.receivedAt < b.receivedAt ? 1 : a.receivedAt > b.receivedAt ? -1 : 0
