import type { IntakeDraft } from '#core/dossier/intake.ts'
import { createCloseShelf, type MarkedClose } from '../day-close/close-shelf.ts'
import { createDeviceKey } from '../day-close/device-key.ts'
import { createDrafts } from '../drafts/drafts.ts'
import { createNumbering } from '../numbering/numbering.ts'
import { createRegisters } from '../registers/registers.ts'
import { createRights } from '../registers/rights.ts'
import { createSealedTable } from '../store/sealed-table.ts'
import type { Ground } from './open-ground.ts'

/** What a counter keeps beside its dossiers: drafts, numbers, register books, the day's closes. */
export type Books = ReturnType<typeof openBooks>

export function openBooks({ papers, shelf, store, vault, centre, clock, presence, now }: Ground) {
  const numbering = createNumbering(papers, shelf, { now, minute: clock.minute })
  const rights = createRights(papers, shelf, numbering)
  return {
    numbering,
    rights,
    registers: createRegisters({ rights, numbering, centre, papers, device: () => presence.entry().device, now }),
    deviceKey: createDeviceKey({ papers, vault, centre }),
    closes: createCloseShelf(createSealedTable<MarkedClose>(store.closes, vault)),
    drafts: createDrafts(createSealedTable<IntakeDraft>(store.drafts, vault), presence.entry, now),
    // Codes and register numbers alike: once a dossier is gone, only these notes know that its numbers were given.
    async keepNumbers() {
      await numbering.keep()
      await rights.keep()
    },
  }
}
