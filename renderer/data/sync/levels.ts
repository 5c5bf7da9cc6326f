import { z } from 'zod'
import { toInstant } from '#core/record/instant.ts'
import { Refusal, type SyncMark } from '#core/sync/mark.ts'
import { digestOf } from '../dossiers/digest-of.ts'
import type { HeldDossier, MarkedEvent } from '../dossiers/held-dossier.ts'
import type { HeldPage } from '../pages/page-shelf.ts'
import type { Databases } from '../store/desk-papers.ts'
import type { SyncParts } from './sync-parts.ts'

/** `POST /api/acknowledged` of a hub: which of these the province holds as well, and which it did not take. */
const Standing = z.object({
  held: z.array(z.string()),
  refused: z.array(z.object({ id: z.string(), code: Refusal.shape.code.catch('unknown'), reason: z.string() })),
})
type Standing = { held: ReadonlySet<string>; refused: ReadonlyMap<string, Pick<Refusal, 'code' | 'reason'>> }
type Asked = { id: string; rev: string }

const atOnce = 500

export const isAtOffice = (mark: SyncMark): boolean => mark.state === 'acknowledged' && mark.at === 'office'

/**
 * A dossier that the office's hub holds, with what is needed should this desk have to bring it to the centre itself: the province's
 * last body as the base of a merge, and the digests of our own earlier states, which are no one else's edits.
 */
export function heldAtOffice(next: HeldDossier, before: HeldDossier | undefined): HeldDossier {
  if (next.mark.state !== 'acknowledged') return next
  return { ...next, mark: { ...next.mark, at: 'office', base: provinceBase(before), earlier: earlierOf(next, before) } }
}

function provinceBase(before: HeldDossier | undefined): SyncMark['base'] {
  if (before === undefined || before.mark.rev === null) return null
  const isProvinces = before.mark.state === 'acknowledged' && before.mark.at !== 'office'
  return isProvinces ? structuredClone<Record<string, unknown>>(before.record) : before.mark.base
}

const earlierKept = 100

function earlierOf(next: HeldDossier, before: HeldDossier | undefined): string[] {
  const own = [before?.record, before?.mark.base, next.record].flatMap((body) => (body == null ? [] : [digestOf(body)]))
  return [...new Set([...(before?.mark.earlier ?? []), ...own])].slice(-earlierKept)
}

/** What this desk knows to be at the office only and now finds at the province, or refused there. */
export async function confirmAtProvince(parts: SyncParts, databases: Databases): Promise<void> {
  if (parts.place.level() !== 'office') return
  await confirmDossiers(parts, databases)
  await confirmPages(parts, databases)
  await confirmCloses(parts, databases)
}

/** Which of these documents of the hub the province has too. */
export async function askStanding(parts: Pick<SyncParts, 'centre' | 'link'>, db: string, asked: Asked[]): Promise<Standing> {
  const held = new Set<string>()
  const refused = new Map<string, Pick<Refusal, 'code' | 'reason'>>()
  for (let start = 0; start < asked.length; start += atOnce) {
    const items = asked.slice(start, start + atOnce)
    const answer = parts.link.check(await parts.centre.ask('/api/acknowledged', Standing, { method: 'POST', body: { db, items } }))
    if (answer.kind !== 'ok') continue
    for (const id of answer.value.held) held.add(id)
    for (const { id, code, reason } of answer.value.refused) refused.set(id, { code, reason })
  }
  return { held, refused }
}

async function confirmDossiers(parts: SyncParts, { dossiers, journal }: Databases): Promise<void> {
  const waiting = [...parts.shelf.unsent()]
  const own = await askStanding(
    parts,
    dossiers,
    waiting.flatMap(({ record, mark }) => (isAtOffice(mark) && mark.rev !== null ? [{ id: record.id, rev: mark.rev }] : [])),
  )
  const events = waiting.flatMap(({ pendingEvents }) => pendingEvents.filter(({ mark }) => isAtOffice(mark)))
  const told = await askStanding(
    parts,
    journal,
    events.flatMap(({ event, mark }) => (mark.rev === null ? [] : [{ id: event.id, rev: mark.rev }])),
  )
  await parts.shelf.serial(async () => {
    const changed: HeldDossier[] = []
    for (const asked of waiting) {
      const held = await parts.shelf.open(asked.record.id)
      const next = held && confirmOne(parts, held, { asked, own, told })
      if (next !== undefined) changed.push(next)
    }
    if (changed.length > 0) await parts.shelf.putMany(changed)
  })
  parts.delivered.atProvince(new Set([...own.held, ...told.held]))
}

type Confirmation = { asked: HeldDossier; own: Standing; told: Standing }

/** Undefined where nothing is new. What was edited since it was asked about stays as it is. */
function confirmOne(parts: SyncParts, held: HeldDossier, { asked, own, told }: Confirmation): HeldDossier | undefined {
  const same = held.mark.rev === asked.mark.rev && isAtOffice(held.mark)
  const mark = same ? settleMark(parts, held.mark, own, held.record.id) : held.mark
  const kept = held.pendingEvents.filter(({ event, mark: one }) => !(isAtOffice(one) && told.held.has(event.id)))
  const pendingEvents = kept.map((one): MarkedEvent => ({ ...one, mark: settleMark(parts, one.mark, told, one.event.id) }))
  const isNew = mark !== held.mark || pendingEvents.some((one, index) => one.mark !== held.pendingEvents[index]?.mark)
  return isNew || kept.length < held.pendingEvents.length ? { ...held, mark, pendingEvents } : undefined
}

function settleMark({ now }: Pick<SyncParts, 'now'>, mark: SyncMark, { held, refused }: Standing, id: string): SyncMark {
  if (!isAtOffice(mark)) return mark
  const refusal = refused.get(id)
  if (refusal !== undefined) return { ...mark, state: 'refused', refusal: { ...refusal, at: toInstant(now()) } }
  if (!held.has(id)) return mark
  const { at: _, earlier: __, ...kept } = mark
  return { ...kept, base: null }
}

async function confirmPages(parts: SyncParts, { pages }: Databases): Promise<void> {
  const waiting = [...parts.pageShelf.list()].filter(({ mark }) => isAtOffice(mark))
  const asked = waiting.flatMap(({ page, mark }) => (mark.rev === null ? [] : [{ id: `page:${page}`, rev: mark.rev }]))
  const standing = await askStanding(parts, pages, asked)
  for (const page of waiting) {
    const mark = settleMark(parts, page.mark, standing, `page:${page.page}`)
    if (mark !== page.mark) await parts.pageShelf.put({ ...page, mark })
  }
  parts.delivered.atProvince(standing.held)
}

type CloseParts = Pick<SyncParts, 'centre' | 'link' | 'closes' | 'delivered' | 'now'>

export async function confirmCloses(parts: CloseParts, { journal }: Pick<Databases, 'journal'>): Promise<void> {
  const waiting = parts.closes.atOffice()
  const asked = waiting.flatMap(({ close, mark }) => (mark.rev === null ? [] : [{ id: close.id, rev: mark.rev }]))
  const standing = await askStanding(parts, journal, asked)
  const settled = waiting.map((one) => ({ ...one, mark: settleMark(parts, one.mark, standing, one.close.id) }))
  const changed = settled.filter(({ mark }, index) => mark !== waiting[index]?.mark)
  if (changed.length > 0) await parts.closes.put(changed)
  parts.delivered.atProvince(standing.held)
}

const PlacePaper = z.object({ kind: z.literal('place'), id: z.string() })

/**
 * Where this desk talks to another server than the one that acknowledged (the centre itself, another hub, a hub that was restored), it
 * brings it whatever the province is not known to hold. Before anything is pulled: what lies there may be older than what lies here.
 */
export async function bringFromOffice(parts: SyncParts): Promise<void> {
  const { id, level } = await parts.place.find()
  const before = await parts.papers.find('place', PlacePaper)
  if (before?.id === id) return
  if (level === 'province' || before !== undefined) await sendAgain(parts)
  await parts.papers.put('place', { kind: 'place', id })
}

async function sendAgain({ shelf, pageShelf, closes }: SyncParts): Promise<void> {
  const again = (mark: SyncMark): SyncMark => {
    if (!isAtOffice(mark)) return mark
    const { at: _, ...kept } = mark
    return { ...kept, state: 'local' }
  }
  const hasOffice = ({ mark, pendingEvents }: HeldDossier) => isAtOffice(mark) || pendingEvents.some((one) => isAtOffice(one.mark))
  await shelf.serial(async () => {
    const moved = [...shelf.unsent()].filter(hasOffice).map((held) => ({
      ...held,
      mark: again(held.mark),
      pendingEvents: held.pendingEvents.map((one) => ({ ...one, mark: again(one.mark) })),
    }))
    if (moved.length > 0) await shelf.putMany(moved)
  })
  const told = closes.atOffice().map((one) => ({ ...one, mark: again(one.mark) }))
  if (told.length > 0) await closes.put(told)
  for (const page of [...pageShelf.list()].filter(({ mark }): boolean => isAtOffice(mark))) {
    const back: HeldPage = { ...page, mark: again(page.mark) }
    await pageShelf.put(back)
  }
}
