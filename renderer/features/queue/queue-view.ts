import type { AgencySlug } from '#core/record/ids.ts'
import type { QueueOrder, QueueTab } from '#renderer/data/desk.ts'

/** How an official left the queue: it is found the same on return. */
export type QueueView = {
  tab: QueueTab
  text: string
  sector: string | null
  agency: AgencySlug | null
  order: QueueOrder
  selected: string | null
}

export const queueTabs: QueueTab[] = ['mine', 'today', 'soon', 'late', 'waiting', 'ready', 'open', 'closed']

const initial: QueueView = {
  tab: 'mine',
  text: '',
  sector: null,
  agency: null,
  order: { column: 'dueAt', descending: false },
  selected: null,
}
const views = new Map<string, QueueView>()
const scrolls = new Map<string, number>()

/** The view of one official, kept while the desk is open and shown to nobody else at this PC. */
export function recallView(login: string): QueueView {
  return views.get(login) ?? initial
}

/** Another question starts at the top of its answer. */
export function rememberView(login: string, view: QueueView): void {
  if (questionOf(recallView(login)) !== questionOf(view)) scrolls.delete(login)
  views.set(login, view)
}

export function recallScroll(login: string): number {
  return scrolls.get(login) ?? 0
}

export function rememberScroll(login: string, scrollTopPx: number): void {
  scrolls.set(login, scrollTopPx)
}

/** Another tab, word, sector or order: nothing is selected any more. */
export function changeQuery(view: QueueView, change: Partial<Omit<QueueView, 'selected'>>): QueueView {
  return { ...view, ...change, selected: null }
}

/** What is asked, without what is selected: two views with the same question show the same list. */
export function questionOf({ tab, text, sector, agency, order }: QueueView): string {
  return JSON.stringify([tab, text, sector, agency, order.column, order.descending])
}
