import { setImmediate as yieldNow } from 'node:timers/promises'
import { Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import { type DossierFacts, dossierFacts } from '#core/warehouse/dossier-facts.ts'
import { FactsRefused } from '#core/warehouse/plausible.ts'
import { type DeadLetter, describeIssues } from './dead-letters.ts'
import type { Incoming } from './incoming.ts'

/** What a document's content says, or why it cannot be read. */
export type FactsRead = { facts: DossierFacts } | { letter: DeadLetter }

const atOnce = 25

/** Reads the facts of a page of dossiers while PostgreSQL writes the page before it; others have their turn in between. */
export async function addFacts(incoming: readonly Incoming[]): Promise<Incoming[]> {
  const read: Incoming[] = []
  for (const [index, one] of incoming.entries()) {
    if (index % atOnce === 0) await yieldNow()
    const { id, state, winner } = one
    const body = id.startsWith('dossier:') && !state.deleted ? winner?.content?.body : undefined
    read.push(body === undefined ? one : { ...one, facts: readFacts({ id, rev: state.rev, deleted: false }, body) })
  }
  return read
}

export function readFacts(target: { id: string; rev: string; deleted: boolean }, body: Record<string, unknown> | undefined): FactsRead {
  const { id: docId, rev } = target
  const letter = (reason: DeadLetter['reason'], detail: string) => ({ letter: { docId, rev, reason, detail } })
  if (body === undefined) return letter('no-content', 'its revision did not come along')
  const newer = typeof body['schemaVersion'] === 'number' && body['schemaVersion'] > dossierSchemaVersion
  const parsed = Dossier.safeParse(body)
  if (!parsed.success) return letter(newer ? 'newer-schema' : 'invalid', describeIssues(parsed.error))
  if (parsed.data.id !== docId) return letter('invalid', 'id')
  try {
    const facts = dossierFacts(parsed.data)
    return { facts: newer ? { ...facts, dossier: { ...facts.dossier, flags: [...facts.dossier.flags, 'newer_schema'] } } : facts }
  } catch (error) {
    if (error instanceof FactsRefused) return letter(error.code, '')
    throw error
  }
}
