import type { IntakeDraft } from '#core/dossier/intake.ts'
import { DraftId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import type { Desk, Live } from '../desk.ts'
import { freshUlid } from '../dossiers/commands.ts'
import { createSource } from '../live.ts'
import type { Entry } from '../session/sign-in.ts'
import type { SealedTable } from '../store/sealed-table.ts'

export type Drafts = Desk['drafts'] & {
  /** Call after the dossiers have been loaded. */
  load(isTakenIn: (draft: IntakeDraft['id']) => boolean): Promise<void>
  clear(): void
}

/** Intakes that are still being typed; they live on this desk only, sealed like everything else. Newest first. */
export function createDrafts(table: SealedTable<IntakeDraft>, entry: () => Entry, now: () => number): Drafts {
  const list = createSource<IntakeDraft[]>([])
  // An autosave may still be on its way when its draft has become a dossier; it must not bring the draft back.
  const gone = new Set<string>()
  const without = (id: string) => list.get().filter((draft) => draft.id !== id)
  return {
    list: list satisfies Live<IntakeDraft[]>,
    start: () => emptyDraft(entry(), now()),
    async save(draft) {
      if (gone.has(draft.id)) return
      const kept = { ...draft, updated: toInstant(now()) }
      await table.put({ id: draft.id, kind: 'draft', v: draft.schemaVersion, state: 'local', body: kept })
      list.set([kept, ...without(draft.id)])
    },
    async remove(id) {
      gone.add(id)
      await table.remove(id)
      list.set(without(id))
    },
    async load(isTakenIn) {
      const drafts = await table.listAll()
      // A crash between saving the dossier and removing its draft: nobody must be led to save it a second time.
      const [done, open] = [drafts.filter(({ id }) => isTakenIn(id)), drafts.filter(({ id }) => !isTakenIn(id))]
      list.set(open.sort((a, b) => (a.updated < b.updated ? 1 : -1)))
      for (const { id } of done) {
        gone.add(id)
        // A full disk locks nobody out; what is not shown does no harm.
        await table.remove(id).catch(() => undefined)
      }
    },
    clear: () => list.set([]),
  }
}

function emptyDraft({ person }: Entry, epochMs: number): IntakeDraft {
  const at = toInstant(epochMs)
  return {
    kind: 'draft',
    schemaVersion: 1,
    id: DraftId.parse(`draft:${freshUlid(epochMs)}`),
    author: person.id,
    started: at,
    updated: at,
    procedureCode: null,
    channel: 1,
    competent: null,
    assisting: null,
    applicant: {
      type: 'citizen',
      name: '',
      personalId: null,
      oldId: null,
      taxCode: null,
      birthDate: null,
      sex: null,
      address: { text: '', unitCode: null },
      phone: null,
      email: null,
      nameToCheck: false,
    },
    submitter: null,
    subject: '',
    sets: 1,
    papers: [],
    placements: [],
    feeQuantities: {},
    exemptionCode: null,
    feeLines: [],
    payment: null,
    deliveryMethod: 'counter',
    deliveryPlace: '',
    note: '',
  }
}
