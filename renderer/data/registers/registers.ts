import { z } from 'zod'
import type { DeviceId } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { leaseOf } from '#core/registers/pass-book.ts'
import { RegisterBook, volumeText } from '#core/registers/register-book.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import type { CentreAnswer, CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'
import { createSource, derive } from '../live.ts'
import type { Numbering } from '../numbering/numbering.ts'
import { createSerial } from '../serial.ts'
import type { DeskPapers, DevicePaper } from '../store/desk-papers.ts'
import type { RegisterStanding, Registers } from './desk-registers.ts'
import { RegistersAnswer, RegistersPaper } from './register-papers.ts'
import type { Rights } from './rights.ts'

export type RegisterParts = {
  rights: Rights
  numbering: Pick<Numbering, 'held'>
  centre: CentreClient
  papers: DeskPapers
  device(): DevicePaper
  now: () => number
}

export type RegisterDesk = Registers & {
  /** Tells the centre how far this desk's books have come, and hears who holds them. Once in every round of the sync; seldom asks. */
  contact(): Promise<void>
  load(): Promise<void>
  clear(): void
}

const Passed = z.object({ book: RegisterBook })
const everyMs = 12 * 3_600_000

/** What an official does with register books: see who holds them, take, hand over, take over. */
export function createRegisters(parts: RegisterParts): RegisterDesk {
  const { rights, centre, papers, now } = parts
  const known = createSource<RegistersPaper | null>(null)
  // One question at a time: an older list that overtakes the answer to a taking would say that the book was lost again.
  const inTurn = createSerial()
  let reported = ''
  let lastMs = Number.NEGATIVE_INFINITY

  const learn = async (answer: RegistersAnswer) => {
    const paper: RegistersPaper = { kind: 'registers', at: toInstant(now()), ...answer }
    await papers.put('registers', paper)
    known.set(paper)
  }
  const learnBook = async (book: RegisterBook) => {
    const before = known.get()
    const books = [...(before?.books ?? []).filter(({ register }) => register !== book.register), book]
    await learn({ books, desks: before?.desks ?? [] })
  }
  const hear = async (answer: RegistersAnswer) => {
    await learn(answer)
    for (const book of answer.books) await settleRight(parts, book)
  }
  const ask = async () => {
    const text = reportText(rights)
    const answer = await centre.ask('/api/registers/report', RegistersAnswer, { method: 'POST', body: { books: listReports(rights) } })
    if (answer.kind !== 'ok') return answer
    await hear(answer.value)
    reported = text
    lastMs = now()
    return answer
  }
  const report = () => inTurn(ask)
  const handOn = async (register: RegisterKind, to: DeviceId | null) => {
    const lease = rights.live.get().get(register)?.lease ?? null
    if (lease === null) throw new RuleBroken('no-book')
    const reached = rights.live.get().get(register)?.reached ?? {}
    const { generation, volume, volumeYear } = lease
    const answer = await centre.ask(`/api/registers/${register}/hand-over`, Passed, {
      method: 'POST',
      body: { generation, volume, volumeYear, reached, to },
    })
    if (answer.kind === 'ok') {
      await rights.put(register, { lease: null, handing: null })
      await learnBook(answer.value.book)
    }
    return answer
  }
  const passTo = async (register: RegisterKind, path: string, body: Record<string, unknown>) => {
    const { slot, fingerprint } = parts.numbering.held()
    if (slot === null || slot.fingerprint !== fingerprint) throw new RuleBroken('no-slot')
    const wish = { ...body, slot: slot.slot, slotGeneration: slot.generation }
    const answer = await centre.ask(`/api/registers/${register}/${path}`, Passed, { method: 'POST', body: wish })
    const book = requireValue(answer).book
    const lease = leaseOf(book)
    if (lease !== null) await rights.adopt(lease)
    await learnBook(book)
  }

  return {
    books: derive([known, rights.live], () => standingsOf(parts, known.get())),
    desks: derive([known], () => (known.get()?.desks ?? []).filter(({ device }) => device !== parts.device().device)),
    asOf: derive([known], () => known.get()?.at ?? null),
    async refresh() {
      requireValue(await report())
    },
    take: (register) => inTurn(() => passTo(register, 'take', {})),
    takeOver: (register, reason) => inTurn(() => passTo(register, 'take-over', { reason })),
    async handOver(register, to) {
      // It stops before it asks: an answer that is lost must not leave two holders.
      await rights.put(register, { handing: { to } })
      requireValue(await inTurn(() => handOn(register, to)))
    },
    async openVolume(register) {
      const lease = rights.live.get().get(register)?.lease ?? null
      if (lease === null) throw new RuleBroken('no-book')
      const year = Number(dayOf(toInstant(now())).slice(0, 4))
      const volume = lease.volumeYear === year ? lease.volume + 1 : 2
      await rights.put(register, { lease: { ...lease, volume, volumeYear: year } })
    },
    async contact() {
      const text = reportText(rights)
      if (text === reported && Math.abs(now() - lastMs) < everyMs) return
      for (const { register, handing } of rights.live.get().values()) if (handing !== null) await inTurn(() => handOn(register, handing.to))
      await report()
    },
    async load() {
      known.set((await papers.find('registers', RegistersPaper)) ?? null)
    },
    clear() {
      reported = ''
      lastMs = Number.NEGATIVE_INFINITY
      known.set(null)
    },
  }
}

/** The centre's word counts: a book that somebody else holds now is lost, one of this desk's own is not given twice. */
async function settleRight({ rights, device }: RegisterParts, book: RegisterBook): Promise<void> {
  const right = rights.live.get().get(book.register)
  if (right?.lease == null) return
  const mine = book.holder?.device === device().device && book.generation === right.lease.generation
  if (!mine) await rights.put(book.register, { lease: null, handing: null, lost: right.handing === null, reached: book.reached })
}

function listReports(rights: Rights) {
  return [...rights.live.get().values()].flatMap(({ register, lease, reached }) =>
    lease === null ? [] : [{ register, generation: lease.generation, volume: lease.volume, volumeYear: lease.volumeYear, reached }],
  )
}

const reportText = (rights: Rights): string => JSON.stringify(listReports(rights))

function standingsOf({ rights, numbering, device, now }: RegisterParts, known: RegistersPaper | null): RegisterStanding[] {
  const year = Number(dayOf(toInstant(now())).slice(0, 4))
  const { slot } = numbering.held()
  // The answer to a taking was lost: asked again, it is the same right.
  const isGranted = (book: RegisterBook | undefined) =>
    book?.holder?.device === device().device && book.holder.slot === slot?.slot && book.holder.slotGeneration === slot.generation
  return RegisterKind.options.map((register) => {
    const right = rights.live.get().get(register)
    const book = known?.books.find((one) => one.register === register)
    const here = right?.lease != null && right.handing === null
    const offered = (book?.holder === null && book.offeredTo === device().device) || (right?.lease == null && isGranted(book))
    return {
      register,
      volume: volumeText(right?.lease ?? book ?? { volume: 1, volumeYear: year }, year),
      last: (here ? right?.reached[String(year)] : book?.reached[String(year)]) ?? 0,
      here,
      handing: right?.handing != null,
      lost: right?.lost ?? false,
      offered,
      free: book?.holder === null && book.offeredTo === null,
      holder: book?.holder
        ? { device: book.holder.device, deskName: book.holder.deskName, since: book.holder.since, lastContact: book.holder.lastContact }
        : null,
      passings: book?.passings ?? [],
    }
  })
}

/** The value of an answer, or what the page can tell the official. Another desk was quicker: `no-book`. */
function requireValue<T>(answer: CentreAnswer<T>): T {
  if (answer.kind === 'ok') return answer.value
  if (answer.kind === 'refused' && answer.status === 409)
    throw new RuleBroken(answer.code === 'other_slot' ? 'no-slot' : 'no-book', answer.code)
  throw centreFailure(answer)
}
