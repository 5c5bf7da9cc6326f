import type { DeskReport } from '#core/reconciliation/oversight.ts'
import { toInstant } from '#core/record/instant.ts'
import { AnyAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Live, OutboxItem } from '../desk.ts'

/** Tells the centre how this desk stands: what waits and what was refused, without contents. */
export type Reports = {
  /** Sends a report where there is something to say and it is time; never waited for. */
  send(): Promise<void>
  clear(): void
}

export type ReportParts = { centre: CentreClient; outbox: Live<OutboxItem[]>; now: () => number }

/** At most so often, while what was refused stays the same. */
const restMs = 20_000
/** A desk that has nothing new to say is still known to be there. */
const aliveMs = 600_000
const sendMs = 8000
/** The centre takes no more; the counts stay whole. */
const mostRefused = 500

type Said = { text: string; refused: string; atMs: number }

export function createReports({ centre, outbox, now }: ReportParts): Reports {
  let said: Said | undefined
  let running = false
  return {
    async send() {
      if (running) return
      const report = makeReport(outbox.get())
      const saying = { text: JSON.stringify(report), refused: JSON.stringify(report.refused), atMs: now() }
      if (!isDue(said, saying)) return
      running = true
      const body: DeskReport = { ...report, at: toInstant(saying.atMs) }
      const answer = await centre.ask('/api/reports', AnyAnswer, { method: 'POST', body, timeoutMs: sendMs })
      running = false
      if (answer.kind === 'ok') said = saying
    },
    clear() {
      said = undefined
    },
  }
}

function isDue(said: Said | undefined, saying: Said): boolean {
  if (said === undefined || said.refused !== saying.refused) return true
  // A clock set back a long way must not stretch the wait.
  const passedMs = Math.abs(saying.atMs - said.atMs)
  return passedMs >= (said.text === saying.text ? aliveMs : restMs)
}

function makeReport(items: OutboxItem[]): Omit<DeskReport, 'at'> {
  const count = (kind: OutboxItem['kind']) => items.filter((item) => item.kind === kind).length
  const refused = items.flatMap(({ key, kind, dossierId, title, author, since, refusal }) =>
    refusal === null || kind === 'close' ? [] : [{ key, kind, dossierId, title, author, since, refusal }],
  )
  const since = items.map((item) => item.since).sort()
  return {
    waiting: { dossiers: count('dossier'), events: count('event'), pages: count('page') },
    oldestWaiting: since[0] ?? null,
    refused: refused.slice(0, mostRefused),
  }
}
