import { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import { HandedIn } from '#core/reconciliation/oversight.ts'
import type { PageHash } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { AnyAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Brief } from '../dossiers/brief.ts'
import type { HeldDossier } from '../dossiers/held-dossier.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import type { PageShelf } from '../pages/page-shelf.ts'
import type { PageStore } from '../store/page-store.ts'

/** Work of one dossier that has not reached the centre, ready to be handed in, and since when it waits. */
export type UnsentWork = { work: HandedInWork; since: Instant }

export type HandInParts = { centre: CentreClient; shelf: Shelf; pageShelf: PageShelf; pageStore: PageStore }

const handInMs = 60_000
const pageMs = 900_000

/** Everything on this desk that the centre has not confirmed, dossier by dossier. */
export async function listUnsentWork(parts: HandInParts, why: HandedIn['why']): Promise<UnsentWork[]> {
  const found: UnsentWork[] = []
  for (const brief of parts.shelf.briefs()) {
    const pages = listUnsentPages(brief, parts.pageShelf)
    if (!brief.unsent && pages.length === 0) continue
    const held = await parts.shelf.open(brief.id)
    if (held !== undefined) found.push(toWork(held, pages, why))
  }
  return found
}

/** Pages placed in a dossier whose bytes the centre has not confirmed. */
export function listUnsentPages({ placements }: Brief, pageShelf: PageShelf): PageHash[] {
  const hashes = new Set(placements.map(({ page }) => page))
  return [...hashes].filter((hash) => {
    const page = pageShelf.find(hash)
    return page !== undefined && page.mark.state !== 'acknowledged'
  })
}

/** What a held dossier is when it is handed in. */
export function toWork({ record, mark, pendingEvents }: HeldDossier, pages: PageHash[], why: HandedIn['why']): UnsentWork {
  const events = pendingEvents.flatMap((one) => (one.mark.state === 'acknowledged' ? [] : [one.event]))
  const edited = mark.state !== 'acknowledged'
  const work = {
    why,
    dossierId: record.id,
    dossierCode: record.code,
    author: mark.author ?? events[0]?.author ?? null,
    authorName: edited ? record.updated.byName : (events[0]?.authorName ?? record.updated.byName),
    baseRev: mark.rev,
    // Nothing of the record itself was changed where no base was kept.
    base: mark.base ?? (mark.rev === null ? null : record),
    mine: record,
    events,
    pages,
  }
  return { work: HandedInWork.parse(work), since: mark.since ?? events[0]?.at ?? record.updated.at }
}

/** Hands one dossier's work in, then its pages. Answers what the centre holds of it; undefined where it did not answer. */
export async function handIn({ centre, pageStore }: HandInParts, work: HandedInWork): Promise<HandedIn | undefined> {
  const answer = await centre.ask('/api/handed-in', HandedIn, { method: 'POST', body: work, timeoutMs: handInMs })
  if (answer.kind !== 'ok') return undefined
  for (const hash of answer.value.state === 'waiting' ? work.pages : []) {
    const bytes = await pageStore.find(hash, 'bytes')
    if (bytes === undefined) continue
    const path = `/api/handed-in/${encodeURIComponent(answer.value.id)}/pages/${hash}`
    const sent = await centre.ask(path, AnyAnswer, { method: 'PUT', bytes, timeoutMs: pageMs })
    if (sent.kind === 'unreachable') return undefined
  }
  return answer.value
}
