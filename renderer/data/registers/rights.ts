import type { IssuedBookNumber } from '#core/dossier/command-context.ts'
import type { Instant } from '#core/record/instant.ts'
import { nextBookNumber } from '#core/registers/next-book-number.ts'
import { type BookLease, highestReached, type Reached } from '#core/registers/register-book.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import type { Live } from '../desk.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { createSource } from '../live.ts'
import type { Numbering } from '../numbering/numbering.ts'
import { createSerial } from '../serial.ts'
import type { DeskPapers } from '../store/desk-papers.ts'
import { RightPaper } from './register-papers.ts'

/** The register books that this desk holds, and the numbers it gives out of them, offline too. */
export type Rights = {
  live: Live<ReadonlyMap<RegisterKind, RightPaper>>
  /** The next number; `taken` is called once it is durable in its dossier. Throws `RuleBroken('no-book')` where this desk does not hold the book. */
  next(register: RegisterKind, at: Instant): { issued: IssuedBookNumber; taken(): void }
  /** Resolves when the highest numbers are durable apart from the dossiers. */
  keep(): Promise<void>
  /** Writes one right; resolves when it is durable. Numbers reached are never lowered. */
  put(register: RegisterKind, change: Partial<Omit<RightPaper, 'kind' | 'register'>>): Promise<void>
  /** Adopts a right that the centre has just given. */
  adopt(lease: BookLease): Promise<void>
  load(): Promise<void>
  clear(): void
}

const noRight = (register: RegisterKind): RightPaper => ({
  kind: 'register',
  register,
  lease: null,
  reached: {},
  handing: null,
  lost: false,
})

export function createRights(papers: DeskPapers, shelf: Pick<Shelf, 'briefs'>, numbering: Pick<Numbering, 'held'>): Rights {
  const live = createSource<ReadonlyMap<RegisterKind, RightPaper>>(new Map())
  const inTurn = createSerial()
  const written = new Map<RegisterKind, string>()
  const rightOf = (register: RegisterKind) => live.get().get(register) ?? noRight(register)
  const set = (right: RightPaper) => live.set(new Map(live.get()).set(right.register, right))
  const keep = () =>
    inTurn(async () => {
      for (const right of live.get().values()) {
        const text = JSON.stringify(right)
        if (written.get(right.register) === text) continue
        await papers.put(`register:${right.register}`, right)
        written.set(right.register, text)
      }
    })
  const put: Rights['put'] = async (register, change) => {
    const before = rightOf(register)
    set({ ...before, ...change, reached: highestReached(before.reached, change.reached ?? {}) })
    await keep()
  }
  return {
    live,
    next(register, at) {
      const right = rightOf(register)
      const lease = right.handing === null ? right.lease : null
      const { entry, reached } = nextBookNumber({ lease, ...numbering.held(), now: at, reached: right.reached })
      const taken = () => {
        set({ ...rightOf(register), reached: highestReached(rightOf(register).reached, reached) })
        // The dossier itself tells of it, so nobody waits here; whoever takes a dossier off this desk does (`keep`).
        void keep().catch(() => undefined)
      }
      return { issued: entry, taken }
    },
    keep,
    put,
    adopt: (lease) =>
      put(lease.register, {
        lease,
        reached: highestReached(lease.reached, reachedHere(shelf, lease.register)),
        handing: null,
        lost: false,
      }),
    async load() {
      const kept = await papers.list('register:', RightPaper)
      for (const right of kept) written.set(right.register, JSON.stringify(right))
      const known = new Map(kept.map((one) => [one.register, one]))
      const rights = RegisterKind.options.map((register) => {
        const right = known.get(register) ?? noRight(register)
        return { ...right, reached: highestReached(right.reached, reachedHere(shelf, register)) }
      })
      live.set(new Map(rights.map((one) => [one.register, one])))
      await keep().catch(() => undefined)
    },
    clear: () => live.set(new Map()),
  }
}

/** The highest number of each year in a book among the dossiers here, whoever gave it: one that is known is not given again. */
function reachedHere(shelf: Pick<Shelf, 'briefs'>, register: RegisterKind): Reached {
  const reached: Reached = {}
  for (const { book } of shelf.briefs()) {
    if (book?.register !== register || book.year === undefined) continue
    reached[String(book.year)] = Math.max(reached[String(book.year)] ?? 0, book.number)
  }
  return reached
}
