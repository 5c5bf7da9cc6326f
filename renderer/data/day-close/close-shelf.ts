import { DayClose } from '#core/day-close/day-close.ts'
import { canonicalJson } from '#core/journal/event.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import type { Live } from '../desk.ts'
import { acknowledgedAt } from '../dossiers/held-dossier.ts'
import { createSource } from '../live.ts'
import type { SealedTable } from '../store/sealed-table.ts'

export type MarkedClose = { close: DayClose; mark: SyncMark }

/** Closes of days: this desk's own, and those of the agency's other desks as they arrive. */
export type CloseShelf = {
  /** Newest first. */
  live: Live<MarkedClose[]>
  /** The last close of a device; null where it has none. */
  lastOf(device: string): DayClose | null
  /** Own ones that the centre has not confirmed, in the order of their chain. */
  unsent(): MarkedClose[]
  put(closes: MarkedClose[]): Promise<void>
  /** Those that the office's hub has and the province is not known to have. */
  atOffice(): MarkedClose[]
  /** Takes in what came with the journal of this place: own closes that a lost answer left unconfirmed, and those of other desks. */
  arrived(documents: WireDocument[], level: 'office' | 'province'): Promise<void>
  /** Lets refused ones go again. */
  release(chosen: (id: string) => boolean): Promise<void>
  load(): Promise<void>
  clear(): void
}

export function createCloseShelf(table: Pick<SealedTable<MarkedClose>, 'putMany' | 'listAll'>): CloseShelf {
  const live = createSource<MarkedClose[]>([])
  const show = (all: Iterable<MarkedClose>) => live.set([...all].sort((a, b) => (a.close.at < b.close.at ? 1 : -1)))
  const put = async (closes: MarkedClose[]) => {
    await table.putMany(
      closes.map((body) => ({ id: body.close.id, kind: 'dayClose', v: body.close.schemaVersion, state: body.mark.state, body })),
    )
    const all = new Map(live.get().map((one) => [one.close.id, one]))
    for (const one of closes) all.set(one.close.id, one)
    show(all.values())
  }
  return {
    live,
    lastOf: (device) =>
      live
        .get()
        .reduce<DayClose | null>(
          (last, { close }) => (close.device === device && close.chain.seq > (last?.chain.seq ?? 0) ? close : last),
          null,
        ),
    unsent: () =>
      live
        .get()
        .filter(({ mark }) => mark.state !== 'acknowledged')
        .sort((a, b) => a.close.chain.seq - b.close.chain.seq),
    put,
    atOffice: () => live.get().filter(({ mark }) => isAtOffice(mark)),
    async arrived(documents, level) {
      const known = new Map(live.get().map((one) => [String(one.close.id), one]))
      const news = documents.flatMap((document): MarkedClose[] => {
        const { id, body, rev } = fromWire(document)
        const close = DayClose.safeParse(body)
        const here = known.get(id)
        // What is here and differs stays: one's own close is sent and judged, never overwritten.
        const same = here === undefined || canonicalJson(here.close) === canonicalJson(body)
        const isNews = here?.mark.state !== 'acknowledged' || (level === 'province' && isAtOffice(here.mark))
        return close.success && same && isNews ? [{ close: close.data, mark: acknowledgedAt(level, rev) }] : []
      })
      if (news.length > 0) await put(news)
    },
    async release(chosen) {
      const again = live.get().filter(({ close, mark }) => mark.state === 'refused' && chosen(close.id))
      if (again.length > 0) await put(again.map((one) => ({ ...one, mark: { ...one.mark, state: 'local', refusal: null } })))
    },
    async load() {
      show(await table.listAll())
    },
    clear: () => live.set([]),
  }
}

const isAtOffice = ({ state, at }: SyncMark): boolean => state === 'acknowledged' && at === 'office'
