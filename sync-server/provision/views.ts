import { createHash } from 'node:crypto'
import type { DatabaseKind } from './design-documents.ts'

/** One row of a view: its key, and what goes with it. */
export type Emitted = { key: string; value: unknown }

/** A view: its text for CouchDB, and the same function for the embedded store, which runs no text. */
type View = { map: string; rows(document: Record<string, unknown>): Emitted[] }

/** Name of the design document of the router's views. */
export const routingViews = 'routing'

const views: Partial<Record<DatabaseKind, Record<string, View>>> = {
  /** Which dossiers a page stands in; which are not closed, and when they were received. */
  dossiers: {
    open: {
      map: "function (doc) { var s = doc.business && doc.business.status; if (s && s !== 3 && s !== 8 && s !== 10) emit('open', (doc.received && doc.received.at) || '') }",
      rows: openRows,
    },
    'by-page': {
      map: "function (doc) { (Array.isArray(doc.placements) ? doc.placements : []).forEach(function (one) { if (one && typeof one.page === 'string') emit(one.page, null) }) }",
      rows: (document) => pagesOf(document).map((key) => ({ key, value: null })),
    },
  },
  /** What waits for a system outside, what a dossier asked of them, and what an agency has to look at. */
  outside: {
    waiting: {
      map: "function (doc) { if (doc.kind === 'outside-task' && doc.state === 'waiting') emit('waiting', doc.nextAt) }",
      rows: (document) => (isTask(document) && document['state'] === 'waiting' ? [{ key: 'waiting', value: document['nextAt'] }] : []),
    },
    'of-dossier': {
      map: "function (doc) { if (doc.kind === 'outside-task') emit(doc.dossierId, null) }",
      rows: (document) => (isTask(document) ? [{ key: String(document['dossierId']), value: null }] : []),
    },
    failing: {
      map: "function (doc) { if (doc.kind === 'outside-task' && (doc.state === 'refused' || (doc.state === 'waiting' && doc.attempts > 2))) emit(doc.agency, null) }",
      rows: failingRows,
    },
  },
  /** The events of a dossier, each with the agency whose people did it. */
  journal: {
    'by-dossier': {
      map: "function (doc) { if (typeof doc.dossierId === 'string') emit(doc.dossierId, typeof doc.agency === 'string' ? doc.agency : null) }",
      rows: ({ dossierId, agency }) =>
        typeof dossierId === 'string' ? [{ key: dossierId, value: typeof agency === 'string' ? agency : null }] : [],
    },
  },
}

export type ViewDocument = { _id: string; rulesVersion: string; language: 'javascript'; views: Record<string, { map: string }> }

/** The design documents of a database's views. */
export function viewDocumentsOf(kind: DatabaseKind): ViewDocument[] {
  const own = views[kind]
  if (own === undefined) return []
  const texts = Object.fromEntries(Object.entries(own).map(([name, { map }]) => [name, { map }]))
  const rulesVersion = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
  return [{ _id: `_design/${routingViews}`, rulesVersion, language: 'javascript', views: texts }]
}

/** The function behind a view's text; undefined for a text that this build did not write. */
export function findView(map: string): View['rows'] | undefined {
  return Object.values(views)
    .flatMap((own) => Object.values(own))
    .find((one) => one.map === map)?.rows
}

function openRows({ business, received }: Record<string, unknown>): Emitted[] {
  const status = memberOf(business, 'status')
  if (!status || status === 3 || status === 8 || status === 10) return []
  return [{ key: 'open', value: memberOf(received, 'at') || '' }]
}

function memberOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Object.entries(object).find(([key]) => key === name)?.[1] : undefined
}

/** Hashes of the pages that stand in a dossier; each as often as it stands there. */
export function pagesOf(document: Record<string, unknown>): string[] {
  const { placements } = document
  if (!Array.isArray(placements)) return []
  return placements.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'page' in one && typeof one.page === 'string' ? [one.page] : [],
  )
}

const isTask = (document: Record<string, unknown>): boolean => document['kind'] === 'outside-task'

function failingRows(document: Record<string, unknown>): Emitted[] {
  const { state, attempts, agency } = document
  const failing = state === 'refused' || (state === 'waiting' && typeof attempts === 'number' && attempts > 2)
  return isTask(document) && failing ? [{ key: String(agency), value: null }] : []
}
