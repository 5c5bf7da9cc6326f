import { randomUUID } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { OutsideTask } from '#core/outside/outside-task.ts'
import type { AgencySlug, DossierId } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { outsideDatabase } from '#sync-server/provision/database-names.ts'
import { changeDocument, putIfNew } from '#sync-server/reconciliation/case-store.ts'
import { readKeys, readView } from '#sync-server/routing/couch-calls.ts'

const Stored = z.looseObject({ ...OutsideTask.shape })

/** One line of the audit trail: written before a question goes out, and again with what came back. */
export type AuditLine = Pick<OutsideTask, 'system' | 'agency' | 'dossierId' | 'dossierCode'> & {
  task: string
  by: string
  outcome: 'asked' | 'done' | 'refused' | 'failed'
  note: string
}

/** The queue in the centre's own store: what is not done is done after a restart, and once. */
export type TaskStore = {
  /** Waiting tasks whose time has come, oldest first. */
  due(now: Instant, limit: number): Promise<OutsideTask[]>
  ofDossier(id: DossierId): Promise<OutsideTask[]>
  failing(agency: AgencySlug): Promise<OutsideTask[]>
  /** Writes a task, or what `change` makes of the one that is there; undefined leaves it. */
  change(id: string, change: (stored: OutsideTask | undefined) => OutsideTask | undefined): Promise<void>
  audit(line: AuditLine): Promise<void>
}

export function openTaskStore(couch: ServerScope, now: () => number): TaskStore {
  const database = couch.use<Record<string, unknown>>(outsideDatabase)
  const read = async (view: string, key: string): Promise<OutsideTask[]> => {
    const ids = (await readView(couch, outsideDatabase, view, [key])).map(({ id }) => id)
    return listTasks(ids)
  }
  const listTasks = async (ids: string[]): Promise<OutsideTask[]> => {
    const rows = await readKeys(couch, outsideDatabase, ids, true)
    return [...rows.values()].flatMap(({ doc }) => {
      const parsed = OutsideTask.safeParse(doc)
      return parsed.success ? [parsed.data] : []
    })
  }
  return {
    async due(at, limit) {
      const rows = await readView(couch, outsideDatabase, 'waiting', ['waiting'])
      const ripe = rows.map(({ id, value }) => ({ id, nextAt: String(value) })).filter(({ nextAt }) => nextAt <= at)
      ripe.sort((a, b) => (a.nextAt < b.nextAt ? -1 : 1))
      return listTasks(ripe.slice(0, limit).map(({ id }) => id))
    },
    ofDossier: (id) => read('of-dossier', id),
    failing: (agency) => read('failing', agency),
    change: (id, change) =>
      changeDocument(database, id, (stored) => {
        const next = change(stored === undefined ? undefined : OutsideTask.parse(Stored.parse(stored)))
        return next === undefined ? undefined : { ...next }
      }),
    async audit(line) {
      const at = toInstant(now())
      await putIfNew(database, `audit:${at}:${randomUUID()}`, { kind: 'outside-audit', at, ...line })
    },
  }
}
