import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { DeviceId } from '#core/record/ids.ts'
import type { Documents } from '#sync-server/provision/couch-admin.ts'
import { listKeys, writeKeys } from './bulk-documents.ts'
import { hashOfEvent } from './centre-journal.ts'
import type { Fault } from './quarantine.ts'
import type { SignedEvent } from './signed-event.ts'

const Link = z.looseObject({ event: z.string(), hash: z.string(), prevHash: z.string() })
type Link = { event: string; hash: string; prevHash: string }
const Span = z.tuple([z.number().int(), z.number().int()])
/** How far a device's chain reaches and which places below that are empty. */
const Reach = z.looseObject({ top: z.number().int(), missing: z.array(Span) })

const linkId = (device: DeviceId, seq: number): string => `link:${device}:${String(seq).padStart(12, '0')}`
const reachId = (device: DeviceId): string => `reach:${device}`

/** Faults by event id, and for each device of the batch the places that are empty. */
export type ChainVerdict = { faults: Map<string, Fault>; gaps: Map<DeviceId, [number, number][]> }

/**
 * Checks each event against its neighbours in its device's chain, in whatever order they come: `_changes` promises none. Each place
 * has one document in the index, so a place taken twice, a link that does not fit and an empty place are seen, and seeing an event
 * again changes nothing.
 */
export async function checkChain(index: Documents, events: SignedEvent[]): Promise<ChainVerdict> {
  const ids = events.flatMap(({ device, chain }) => [-1, 0, 1].map((step) => linkId(device, chain.seq + step)))
  const stored = await listKeys(index, [...new Set(ids)])
  const links = new Map<string, Link>([...stored].map(([id, document]) => [id, Link.parse(document)]))
  const faults = new Map<string, Fault>()
  const added = new Map<string, Link>()
  for (const event of events) {
    const id = linkId(event.device, event.chain.seq)
    const link = { event: event.id, hash: hashOfEvent(event), prevHash: event.chain.prevHash }
    const taken = links.get(id)
    if (taken !== undefined && taken.event !== event.id) {
      faults.set(event.id, { why: 'chain', detail: `place ${event.chain.seq} is taken by another event` })
      continue
    }
    links.set(id, link)
    if (taken === undefined) added.set(id, link)
  }
  for (const event of events) {
    const fault = faults.get(event.id) ?? judgeLinks(event, links)
    if (fault !== null) faults.set(event.id, fault)
  }
  const gaps = await reach(index, events)
  await writeKeys(
    index,
    [...added].map(([_id, link]) => ({ _id, kind: 'link', ...link })),
  )
  return { faults, gaps }
}

function judgeLinks({ device, chain: { seq, prevHash } }: SignedEvent, links: Map<string, Link>): Fault | null {
  const before = links.get(linkId(device, seq - 1))
  if (seq === 1 && prevHash !== '') return { why: 'chain', detail: 'place 1 names an event before it' }
  if (before !== undefined && before.hash !== prevHash) return { why: 'chain', detail: `place ${seq} does not follow place ${seq - 1}` }
  const own = links.get(linkId(device, seq))
  const after = links.get(linkId(device, seq + 1))
  if (own !== undefined && after !== undefined && after.prevHash !== own.hash)
    return { why: 'chain', detail: `place ${seq + 1} does not follow place ${seq}` }
  return null
}

async function reach(index: Documents, events: SignedEvent[]): Promise<ChainVerdict['gaps']> {
  const devices = [...new Set(events.map(({ device }) => device))]
  const stored = await listKeys(index, devices.map(reachId))
  const gaps: ChainVerdict['gaps'] = new Map()
  const writes = devices.flatMap((device) => {
    const known = stored.get(reachId(device))
    const before = known === undefined ? { top: 0, missing: [] } : Reach.parse(known)
    const seqs = events.flatMap((event) => (event.device === device ? [event.chain.seq] : []))
    const next = seqs.reduce(fill, { top: before.top, missing: before.missing })
    gaps.set(device, next.missing)
    return isDeepStrictEqual(next, { top: before.top, missing: before.missing }) ? [] : [{ ...known, _id: reachId(device), ...next }]
  })
  await writeKeys(index, writes)
  return gaps
}

type Reached = { top: number; missing: [number, number][] }

function fill({ top, missing }: Reached, seq: number): Reached {
  if (seq > top) return { top: seq, missing: seq === top + 1 ? missing : [...missing, [top + 1, seq - 1]] }
  const spans = missing.flatMap(([from, to]): [number, number][] => {
    if (seq < from || seq > to) return [[from, to]]
    const parts: [number, number][] = [
      [from, seq - 1],
      [seq + 1, to],
    ]
    return parts.filter(([first, last]) => first <= last)
  })
  return { top, missing: spans }
}
