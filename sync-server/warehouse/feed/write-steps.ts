import { eventSchemaVersion, JournalEvent } from '#core/journal/event.ts'
import { type Flag, plausibleDate } from '#core/warehouse/plausible.ts'
import { NewerEvent } from '#sync-server/reconciliation/signed-event.ts'
import { insertRows } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'
import { type DeadLetter, describeIssues } from './dead-letters.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming } from './incoming.ts'
import type { Refreshed } from './refresh-dossiers.ts'

type StepRow = ReturnType<typeof stepRow>

/** One row for each event; events never change, so the first that came stays. Closes of a day lie in the journal too and are raw only. */
export async function writeSteps(tx: Sql, context: FeedContext, incoming: readonly Incoming[]): Promise<Refreshed> {
  const arrivedAt = context.live ? new Date().toISOString() : null
  const rows: StepRow[] = []
  const letters: DeadLetter[] = []
  const readable: string[] = []
  for (const one of incoming) {
    const body = one.winner?.content?.body
    if (body === undefined || one.state.deleted || body['kind'] === 'dayClose') continue
    const read = readStep(one, body, arrivedAt)
    if ('letter' in read) letters.push(read.letter)
    else {
      rows.push(read.row)
      readable.push(one.id)
    }
  }
  rows.sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  await insertRows(tx, 'star.step', rows, 'do nothing')
  return { letters, readable }
}

function readStep(
  { id, state }: Incoming,
  body: Record<string, unknown>,
  arrivedAt: string | null,
): { row: StepRow } | { letter: DeadLetter } {
  const newer = typeof body['schemaVersion'] === 'number' && body['schemaVersion'] > eventSchemaVersion
  const parsed = (newer ? NewerEvent : JournalEvent).safeParse(body)
  if (!parsed.success)
    return { letter: { docId: id, rev: state.rev, reason: newer ? 'newer-schema' : 'invalid', detail: describeIssues(parsed.error) } }
  if (parsed.data.id !== id) return { letter: { docId: id, rev: state.rev, reason: 'invalid', detail: 'id' } }
  return { row: stepRow(parsed.data, arrivedAt) }
}

function stepRow(
  event: Pick<JournalEvent, 'id' | 'dossierId' | 'at' | 'author' | 'agency' | 'device' | 'deskName'> & Record<string, unknown>,
  arrivedAt: string | null,
) {
  return {
    eventId: event.id,
    dossierId: event.dossierId,
    type: String(event['type']),
    at: plausibleDate(event.at, new Set<Flag>()),
    author: event.author,
    role: String(event['role']),
    agency: event.agency,
    device: event.device,
    deskName: event.deskName,
    fromStatus: statusOf(event['from']),
    toStatus: statusOf(event['to']),
    stage: typeof event['stage'] === 'string' ? event['stage'] : null,
    arrivedAt,
  }
}

const statusOf = (value: unknown): number | null => (typeof value === 'number' && value >= 1 && value <= 99 ? value : null)
