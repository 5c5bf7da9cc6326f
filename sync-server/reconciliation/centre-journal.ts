import { createHash } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { canonicalJson, type EventFacts, eventSchemaVersion, JournalEvent } from '#core/journal/event.ts'
import type { AgencySlug, DossierId, EventId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { type Documents, findDocument, type Stored, statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { putIfNew } from './case-store.ts'
import { type CentreKey, centreName, centrePerson, openCentreKey } from './centre-key.ts'

/** What the centre did to a dossier, before it is signed. */
export type CentreAct = { eventId: EventId; facts: EventFacts; dossierId: DossierId; dossierCode: string; agency: AgencySlug }

const chainDocument = 'centre-chain'
const Chain = z.object({
  seq: z.number().int(),
  prevHash: z.string(),
  last: z.object({ journal: z.string(), event: JournalEvent }).nullable(),
})

/** The centre's own lines in the journals: signed with its key, one chain over all agencies. */
export type CentreJournal = { append(act: CentreAct): Promise<JournalEvent> }

/**
 * Signing commits in one write: the chain's head carries the event that it stands on, and whoever goes on first puts that event where
 * it belongs. So a server that dies in between leaves no gap, and two servers cannot give one place twice.
 */
export function createCentreJournal(couch: ServerScope, now: () => number): CentreJournal {
  const centre = couch.use<Record<string, unknown>>(centreDatabase)
  let key: Promise<CentreKey> | undefined
  const keyOf = (): Promise<CentreKey> => {
    key ??= openCentreKey(couch, now()).catch((error: unknown) => {
      key = undefined
      throw error
    })
    return key
  }
  return {
    async append(act) {
      const journal: Documents = couch.use(databasesOf(act.agency).journal)
      for (let attempt = 0; attempt < 20; attempt++) {
        const stored = await findDocument(centre, chainDocument)
        const chain = stored === undefined ? { seq: 0, prevHash: '', last: null } : Chain.parse(stored)
        if (chain.last !== null) await putLast(couch, chain.last)
        const known = await findDocument(journal, act.eventId)
        if (known !== undefined) return JournalEvent.parse(known)
        const event = await signAct(await keyOf(), act, { chain, now: now() })
        const next = { seq: event.chain.seq, prevHash: hashOfEvent(event), last: { journal: databasesOf(act.agency).journal, event } }
        if (!(await putChain(centre, stored, next))) continue
        await putIfNew(journal, event.id, event)
        return event
      }
      throw new Error('the centre could not append to its own chain')
    },
  }
}

/** A journal that was deleted as a whole takes no line any more; the chain goes on in the others. */
async function putLast(couch: ServerScope, { journal, event }: NonNullable<z.infer<typeof Chain>['last']>): Promise<void> {
  await putIfNew(couch.use(journal), event.id, event).catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error
  })
}

async function putChain(centre: Documents, stored: Stored | undefined, next: z.infer<typeof Chain>): Promise<boolean> {
  const revision = stored === undefined ? {} : { _rev: stored._rev }
  try {
    await centre.insert({ _id: chainDocument, ...revision, kind: 'centre-chain', schemaVersion: 1, ...next })
    return true
  } catch (error) {
    if (statusOf(error) !== 409) throw error
    return false
  }
}

async function signAct(key: CentreKey, act: CentreAct, at: { chain: z.infer<typeof Chain>; now: number }): Promise<JournalEvent> {
  const unsigned = {
    kind: 'event',
    schemaVersion: eventSchemaVersion,
    id: act.eventId,
    dossierId: act.dossierId,
    dossierCode: act.dossierCode,
    ...act.facts,
    at: toInstant(at.now),
    author: centrePerson,
    authorName: centreName,
    role: 'administrator',
    agency: act.agency,
    device: key.device,
    deskName: centreName,
    chain: { seq: at.chain.seq + 1, prevHash: at.chain.prevHash },
    keyId: key.keyId,
  }
  return JournalEvent.parse({ ...unsigned, signature: await key.sign(canonicalJson(unsigned)) })
}

/** What the next event of the chain names as `prevHash`. */
export function hashOfEvent(event: Record<string, unknown>): string {
  return createHash('sha256').update(canonicalJson(event)).digest('hex')
}
