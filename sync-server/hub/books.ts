import type { Logger } from 'pino'
import { z } from 'zod'
import { HubPass, letPass, replayPasses } from '#core/registers/hub-pass.ts'
import type { Passed, PassRefusal } from '#core/registers/pass-book.ts'
import { RegisterBook } from '#core/registers/register-book.ts'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import type { HubMemory } from './hub-memory.ts'
import type { HubPaper } from './hub-paper.ts'
import { ask, centreSide } from './side.ts'

/** `base`: the centre's last word; `untold`: what has happened here since and the centre has not heard of yet, oldest first. */
const Kept = z.object({ base: RegisterBook, untold: z.array(HubPass) })
type Kept = z.infer<typeof Kept>
const Told = z.object({ book: RegisterBook, refusal: z.enum(['held_elsewhere', 'offered_elsewhere', 'not_holder']).nullable() })

/** The register books as this office knows them, and what passed here from hand to hand. */
export type HubBooks = {
  list(): Promise<RegisterBook[]>
  find(register: RegisterKind): Promise<RegisterBook | undefined>
  /** The centre's word; an answer that was overtaken by a later one changes nothing. */
  learn(books: RegisterBook[]): Promise<void>
  /** Lets a pass happen here; durable when this resolves. Undefined where the book is not known here. */
  pass(register: RegisterKind, pass: HubPass): Promise<Passed | undefined>
  /** Tells the centre what it has not heard of; answers what it did not take, which is then void here too. Throws `LineDown`. */
  tell(): Promise<Map<RegisterKind, PassRefusal>>
}

const prefix = 'hub-book:'

export function openHubBooks(memory: HubMemory, paper: HubPaper, log: Logger): HubBooks {
  const inTurn = makeTurns()
  const tellInTurn = makeTurns()
  const keptOf = (register: RegisterKind) => memory.find(prefix + register, Kept)
  const put = (kept: Kept) => memory.put(prefix + kept.base.register, kept)

  const tellOne = async ({ base: { register }, untold }: Kept): Promise<PassRefusal | null> => {
    const json = { register, passes: untold }
    const answer = await ask(centreSide(paper, 'api'), '/hubs/books', Told, { json })
    // E.g. a desk that the centre has not heard of yet: told again after the next visit.
    if (!answer.ok) {
      log.warn({ register, code: answer.code }, 'the centre cannot judge yet what passed here')
      return null
    }
    const { book, refusal } = answer.value
    if (refusal !== null) log.warn({ register, refusal, passes: untold.length }, 'the centre did not take what passed here')
    await inTurn(async () => {
      const since = (await keptOf(register))?.untold.slice(untold.length) ?? []
      await put({ base: book, untold: refusal === null ? since : [] })
    })
    return refusal
  }
  return {
    list: async () => (await memory.list(prefix, Kept)).map(standsOf),
    async find(register) {
      const kept = await keptOf(register)
      return kept && standsOf(kept)
    },
    learn: (books) =>
      inTurn(async () => {
        for (const book of books) {
          const kept = await keptOf(book.register)
          if (kept === undefined || follows(book, kept)) await put({ base: book, untold: kept?.untold ?? [] })
        }
      }),
    pass: (register, pass) =>
      inTurn(async () => {
        const kept = await keptOf(register)
        if (kept === undefined) return undefined
        const before = standsOf(kept)
        const passed = letPass(before, pass)
        if (passed.ok && passed.book !== before) await put({ ...kept, untold: [...kept.untold, pass] })
        return passed
      }),
    tell: () =>
      tellInTurn(async () => {
        const refused = new Map<RegisterKind, PassRefusal>()
        for (const kept of await memory.list(prefix, Kept)) {
          const refusal = kept.untold.length === 0 ? null : await tellOne(kept)
          if (refusal !== null) refused.set(kept.base.register, refusal)
        }
        return refused
      }),
  }
}

const standsOf = ({ base, untold }: Kept): RegisterBook => replayPasses(base, untold).book

/** Passings are only ever added, so fewer of them are an older state; and what has happened here must still fit. */
function follows(book: RegisterBook, { base, untold }: Kept): boolean {
  return book.passings.length >= base.passings.length && replayPasses(book, untold).refusal === null
}

function makeTurns(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (act) => {
    const turn = last.then(act, act)
    last = turn.catch(() => undefined)
    return turn
  }
}
