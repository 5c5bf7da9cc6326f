import type { IntakeDraft } from '#core/dossier/intake.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import { getDesk } from './bench-desk.ts'
import { writesOpened } from './count-writes.ts'
import { ended, openRaw } from './raw-store.ts'

const procedureCode = '1.001193'

export type SaveTimes = { ours: number[]; raw: number[]; transactions: number }

/**
 * Saves complete drafts, each autosaved before. `rest`: the outbox has emptied before the next one, as at a counter; else one
 * straight after another. `watched`: a queue is on the screen and worked out anew with every change. The limit takes turns with ours.
 */
export async function saveDossiers(count: number, how: { rest: boolean; watched: boolean }): Promise<SaveTimes> {
  const desk = getDesk()
  const queue = desk.dossiers.queue({ tab: 'mine', text: '', order: { column: 'dueAt', descending: false }, sector: null })
  const stop = how.watched ? queue.subscribe(() => void queue.get()) : () => undefined
  const times: SaveTimes = { ours: [], raw: [], transactions: 0 }
  const raw = await openRawSave()
  await desk.sync.now()
  for (let turn = 0; turn < count; turn++) {
    const draft = makeDraft(turn)
    await desk.drafts.save(draft)
    const before = writesOpened()
    const beganMs = performance.now()
    await desk.dossiers.receive(draft)
    times.ours.push(performance.now() - beganMs)
    times.transactions = writesOpened() - before
    if (!how.rest) continue
    await desk.sync.now()
    times.raw.push(await raw.save())
  }
  await desk.sync.now()
  stop()
  raw.close()
  return times
}

/** A complete draft of a birth registration. */
export function makeDraft(turn: number): IntakeDraft {
  const desk = getDesk()
  const procedure = desk.catalogue.get().procedures.find((one) => one.code === procedureCode)
  if (procedure === undefined) throw new Error(`The catalogue has no procedure ${procedureCode}.`)
  const shownOnly = new Set(procedure.papers.flatMap((paper) => (paper.shownOnly ? [paper.id] : [])))
  const papers = makeRequiredPapers(procedure).map((paper) => ({
    ...paper,
    met: shownOnly.has(paper.paperId) ? ('shown' as const) : ('paper' as const),
  }))
  const draft = desk.drafts.start()
  const applicant = {
    ...draft.applicant,
    name: 'Trần Thị Bình',
    personalId: `080190${String(100_000 + turn)}`,
    birthDate: '15/08/1990',
    sex: 'female' as const,
    address: { text: 'Khu phố 2, Phường Tân An, Tây Ninh', unitCode: '27712' },
    phone: '0912345678',
  }
  return { ...draft, procedureCode, applicant, papers }
}

/** Puts what a save puts, as it is; answers how long that took. */
type RawSave = { save(): Promise<number>; close(): void }

/** The limit of a save: dossier with its event put, then the draft taken out; the number's mark is written meanwhile. All strict. */
async function openRawSave(): Promise<RawSave> {
  const store = await openRaw(`limit-save-${crypto.randomUUID()}`, (made) => {
    for (const name of ['dossiers', 'drafts', 'desk']) made.createObjectStore(name, { keyPath: 'id' })
  })
  const sealed = 'x'.repeat(6000)
  const write = (name: string, change: (table: IDBObjectStore) => void): Promise<void> => {
    const transaction = store.transaction(name, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(name))
    return ended(transaction)
  }
  return {
    async save() {
      const id = crypto.randomUUID()
      await write('drafts', (table) => table.put({ id, sealed }))
      const beganMs = performance.now()
      await write('dossiers', (table) => table.put({ id, sealed }))
      const marked = write('desk', (table) => table.put({ id: 'highWater', counter: 1 }))
      await write('drafts', (table) => table.delete(id))
      const tookMs = performance.now() - beganMs
      await marked
      return tookMs
    },
    close: () => store.close(),
  }
}
