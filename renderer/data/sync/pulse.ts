import { z } from 'zod'
import type { Databases } from '../store/desk-papers.ts'
import { isForRules, releaseRefused } from './retry.ts'
import type { SyncParts } from './sync-parts.ts'

/** `GET /api/pulse`: where the desk's databases stand, and one text that changes with its rules and rights. */
const PulseAnswer = z.object({ rights: z.string(), seqs: z.record(z.string(), z.string()) })

const RightsPaper = z.object({ kind: z.literal('rights'), seen: z.string() })

/**
 * The one small request of a desk at rest. The same sequence as at the last whole round means that nothing was written since; another
 * one means only that it is worth asking, so a sequence that CouchDB words differently costs a request and loses nothing.
 */
export type Pulse = {
  /** Databases that may hold something new. */
  findStale(parts: SyncParts, databases: Databases): Promise<string[]>
  /** Everything that the last answer named has been read. */
  wasRead(): void
  forget(): void
}

export function createPulse(): Pulse {
  let read: Record<string, string> = {}
  let latest: Record<string, string> = {}
  return {
    async findStale(parts, { catalog, dossiers, journal }) {
      const names = [catalog, dossiers, journal]
      const answer = parts.link.check(await parts.centre.ask('/api/pulse', PulseAnswer))
      if (answer.kind !== 'ok') return names
      // Where a right came back, what could not be read before can be read now.
      if (await releaseForRights(parts, answer.value.rights)) read = {}
      latest = answer.value.seqs
      return names.filter((name) => latest[name] === undefined || latest[name] !== read[name])
    },
    wasRead() {
      read = { ...read, ...latest }
      latest = {}
    },
    forget() {
      read = {}
      latest = {}
    },
  }
}

/** When rules or rights are other than they were, everything the centre refused for them goes again. */
async function releaseForRights(parts: SyncParts, rights: string): Promise<boolean> {
  const before = await parts.papers.find('rights', RightsPaper)
  if (before?.seen === rights) return false
  if (before !== undefined) await releaseRefused(parts, ({ refusal }) => refusal !== null && isForRules(refusal))
  await parts.papers.put('rights', { kind: 'rights', seen: rights })
  return true
}
