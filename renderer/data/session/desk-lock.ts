import { z } from 'zod'
import { HandedIn } from '#core/reconciliation/oversight.ts'
import { DossierId } from '#core/record/ids.ts'
import { Instant, toInstant } from '#core/record/instant.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Live, LockedDesk } from '../desk.ts'
import { createSource } from '../live.ts'
import type { DeskPapers } from '../store/desk-papers.ts'
import { type HandInParts, handIn, listUnsentWork, type UnsentWork } from '../sync/hand-in.ts'

/** What a locked desk knows of its unsent work; read before anybody signs in, so no citizen stands in it. */
const LockedWork = z.object({
  dossierId: DossierId,
  code: z.string(),
  authorName: z.string(),
  since: Instant,
  events: z.number().int(),
  pages: z.number().int(),
  state: z.enum(['here', 'waiting', 'accepted', 'refused']),
  decided: HandedIn.shape.decided,
})
const LockPaper = z.object({ kind: z.literal('lock'), since: Instant, works: z.array(LockedWork) })
type LockPaper = z.infer<typeof LockPaper>

const DecisionsAnswer = z.object({ items: z.array(HandedIn) })

/** The lock of a desk that the centre has revoked. */
export type DeskLock = {
  live: Live<LockedDesk | null>
  load(): Promise<void>
  /** Locks, says what is unsent and hands it in. The records must be open; what the line does not carry stays for the next time. */
  fall(): Promise<void>
  /** The centre knows this desk after all. */
  lift(): Promise<void>
  /** Asks what became of the work that was handed in. */
  refresh(): Promise<void>
}

export type LockParts = { papers: DeskPapers; centre: CentreClient; handing: HandInParts; now: () => number }

export function createDeskLock({ papers, centre, handing, now }: LockParts): DeskLock {
  const live = createSource<LockedDesk | null>(null)
  const keep = async (paper: LockPaper) => {
    await papers.put('lock', paper)
    live.set({ since: paper.since, works: paper.works })
  }
  const update = async (items: HandedIn[]) => {
    const locked = live.get()
    if (locked === null) return
    const works = locked.works.map((work) => withDecision(work, items))
    if (JSON.stringify(works) !== JSON.stringify(locked.works)) await keep({ kind: 'lock', since: locked.since, works })
  }
  return {
    live,
    async load() {
      const paper = await papers.find('lock', LockPaper.or(z.object({ kind: z.literal('lifted') })))
      live.set(paper?.kind === 'lock' ? { since: paper.since, works: paper.works } : null)
    },
    async fall() {
      const unsent = await listUnsentWork(handing, 'device_revoked')
      const before = live.get()
      await keep({ kind: 'lock', since: before?.since ?? toInstant(now()), works: listWorks(unsent, before) })
      for (const { work } of unsent) {
        const item = await handIn(handing, work)
        // No line any more: the rest is tried when somebody next signs in with one.
        if (item === undefined) return
        await update([item])
      }
    },
    async lift() {
      if (live.get() === null) return
      await papers.put('lock', { kind: 'lifted' })
      live.set(null)
    },
    async refresh() {
      if (live.get() === null) return
      const answer = await centre.ask('/api/handed-in', DecisionsAnswer)
      if (answer.kind === 'ok') await update(answer.value.items)
    },
  }
}

function listWorks(unsent: UnsentWork[], before: LockedDesk | null): LockedDesk['works'] {
  return unsent.map(({ work, since }) => {
    const known = before?.works.find(({ dossierId }) => dossierId === work.dossierId)
    const { dossierId, dossierCode: code, authorName } = work
    const counts = { events: work.events.length, pages: work.pages.length }
    return { dossierId, code, authorName, since, ...counts, state: known?.state ?? 'here', decided: known?.decided ?? null }
  })
}

/** Of several that were handed in for one dossier the last one counts. */
function withDecision(work: LockedDesk['works'][number], items: HandedIn[]): LockedDesk['works'][number] {
  const ofDossier = items.filter(({ dossierId }) => dossierId === work.dossierId).sort((a, b) => (a.at < b.at ? 1 : -1))
  const [item] = ofDossier
  return item === undefined ? work : { ...work, state: item.state, decided: item.decided }
}
