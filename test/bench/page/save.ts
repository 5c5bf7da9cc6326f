import type { IntakeDraft } from '#core/dossier/intake.ts'
import { makeRequiredPapers } from '#core/procedure/make-required-papers.ts'
import { getDesk } from './bench-desk.ts'
import { writesOpened } from './count-writes.ts'
import { ended, openRaw } from './raw-store.ts'

const procedureCode = '1.001193'

export type SaveTimes = { ms: number[]; transactions: number }

/**
 * Saves complete drafts, each autosaved before. `rest`: the outbox has emptied before the next one, as at a counter; else one
 * straight after another. `watched`: a queue is on the screen and worked out anew with every change.
 */
export async function saveDossiers(count: number, how: { rest: boolean; watched: boolean }): Promise<SaveTimes> {
  const desk = getDesk()
  const queue = desk.dossiers.queue({ tab: 'mine', text: '', order: { column: 'dueAt', descending: false }, sector: null })
  const stop = how.watched ? queue.subscribe(() => void queue.get()) : () => undefined
  const times: SaveTimes = { ms: [], transactions: 0 }
  await desk.sync.now()
  for (let turn = 0; turn < count; turn++) {
    const draft = makeDraft(turn)
    await desk.drafts.save(draft)
    const before = writesOpened()
    const beganMs = performance.now()
    await desk.dossiers.receive(draft)
    times.ms.push(performance.now() - beganMs)
    times.transactions = writesOpened() - before
    if (how.rest) await desk.sync.now()
  }
  await desk.sync.now()
  stop()
  return times
}

function makeDraft(turn: number): IntakeDraft {
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

/** The limit of a save: the dossier with its event put, then the draft taken out, in two strict transactions. */
export async function saveRaw(count: number): Promise<number[]> {
  const store = await openRaw('limit-save', (made) => {
    for (const name of ['dossiers', 'drafts']) made.createObjectStore(name, { keyPath: 'id' })
  })
  const sealed = 'x'.repeat(6000)
  const write = async (name: string, change: (table: IDBObjectStore) => void) => {
    const transaction = store.transaction(name, 'readwrite', { durability: 'strict' })
    change(transaction.objectStore(name))
    await ended(transaction)
  }
  const ms: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const id = crypto.randomUUID()
    await write('drafts', (table) => table.put({ id, sealed }))
    const beganMs = performance.now()
    await write('dossiers', (table) => table.put({ id, sealed }))
    await write('drafts', (table) => table.delete(id))
    ms.push(performance.now() - beganMs)
  }
  store.close()
  return ms
}
