import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { Dossier } from '#core/dossier/dossier.ts'
import { type OutsideSystem, type OutsideTask, waitAfterMs } from '#core/outside/outside-task.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { toInstant } from '#core/record/instant.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import type { Calm } from '#sync-server/desk-traffic.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { type OutsideAdapter, OutsideDown, OutsideRefusal } from './adapter.ts'
import { portalDigest } from './enqueue.ts'
import type { TaskStore } from './task-store.ts'

export type CarryOut = {
  couch: ServerScope
  tasks: TaskStore
  catalogue: Catalogue
  now(): number
  log: Logger
  signal: AbortSignal
  calm: Calm
}

type Outcome = Pick<OutsideTask, 'state' | 'problem' | 'answer'> & { done?: string }

/** Does one system's due tasks one after the other; where the system is down the rest waits for the next round. */
export async function carryOutAll(tools: CarryOut, adapter: OutsideAdapter, tasks: OutsideTask[]): Promise<void> {
  let spentMs = 0
  for (const task of tasks) {
    await tools.calm(spentMs)
    if (tools.signal.aborted) return
    const from = performance.now()
    if (!(await carryOut(tools, adapter, task))) return
    spentMs = performance.now() - from
  }
}

/** @returns false where the system is down */
async function carryOut(tools: CarryOut, adapter: OutsideAdapter, task: OutsideTask): Promise<boolean> {
  const { tasks, catalogue, signal } = tools
  const dossier = await readDossier(tools.couch, task)
  if (dossier === undefined) {
    await finish(tools, task, { state: 'refused', problem: 'hồ sơ không còn ở cơ quan này', answer: null })
    return true
  }
  const line = {
    task: task.id,
    system: task.system,
    agency: task.agency,
    dossierId: task.dossierId,
    dossierCode: task.dossierCode,
    by: task.askedBy?.person ?? 'centre',
  }
  const wanted = task.system === 'national_portal' ? portalDigest(dossier, catalogue) : task.wanted
  await tasks.audit({ ...line, outcome: 'asked', note: '' })
  try {
    const answer = await adapter.carryOut({ task, dossier, catalogue, signal })
    await tasks.audit({ ...line, outcome: 'done', note: answer?.result ?? '' })
    // The dossier first: a task that is done is not looked at again.
    if (task.system === 'national_portal') await markDossier(tools, task, { state: 'sent', note: '' })
    await finish(tools, task, { state: 'done', problem: '', answer, done: wanted })
    return true
  } catch (error) {
    if (signal.aborted) return false
    if (error instanceof OutsideRefusal) {
      await tasks.audit({ ...line, outcome: 'refused', note: error.reason })
      if (task.system === 'national_portal') await markDossier(tools, task, { state: 'refused', note: error.reason })
      await finish(tools, task, { state: 'refused', problem: error.reason, answer: null, done: wanted })
      return true
    }
    const why = error instanceof OutsideDown ? error.message : 'lỗi khi gửi'
    if (!(error instanceof OutsideDown))
      tools.log.error({ task: task.id, error: error instanceof Error ? error.name : 'error' }, 'an outside task failed')
    await tasks.audit({ ...line, outcome: 'failed', note: why })
    await finish(tools, task, { state: 'waiting', problem: why, answer: task.answer })
    return !(error instanceof OutsideDown)
  }
}

/** What was asked for meanwhile goes on waiting: only what got there is done. */
async function finish({ tasks, now }: CarryOut, { id }: OutsideTask, outcome: Outcome): Promise<void> {
  const at = toInstant(now())
  await tasks.change(id, (stored) => {
    if (stored === undefined) return undefined
    const { done = stored.done, ...result } = outcome
    if (outcome.state === 'waiting') {
      const attempts = stored.attempts + 1
      return { ...stored, ...result, attempts, nextAt: toInstant(now() + waitAfterMs(attempts)) }
    }
    if (outcome.done !== undefined && stored.wanted !== outcome.done) return { ...stored, done, state: 'waiting', attempts: 0, nextAt: at }
    return { ...stored, ...result, done, attempts: 0, at }
  })
}

async function readDossier(couch: ServerScope, { agency, dossierId }: OutsideTask): Promise<Dossier | undefined> {
  const stored = await findDocument(couch.use(databasesOf(agency).dossiers), dossierId)
  const parsed = Dossier.safeParse(stored === undefined ? undefined : fromWire(WireDocument.parse(stored)).body)
  return parsed.success ? parsed.data : undefined
}

/** The dossier's fourth state: written only where it changes, so that desks do not fetch it again for every message. */
async function markDossier(
  { couch, now }: CarryOut,
  { agency, dossierId }: OutsideTask,
  portal: { state: 'sent' | 'refused'; note: string },
): Promise<void> {
  const database = couch.use<Record<string, unknown>>(databasesOf(agency).dossiers)
  for (let attempt = 0; attempt < 5; attempt++) {
    const stored = await findDocument(database, dossierId)
    const sync = Dossier.shape.sync.safeParse(stored?.['sync'])
    if (stored === undefined || !sync.success) return
    const before = sync.data.nationalPortal
    if (before.state === portal.state && before.note === portal.note) return
    try {
      await database.insert({ ...stored, sync: { ...sync.data, nationalPortal: { ...portal, at: toInstant(now()) } } })
      return
    } catch (error) {
      if (statusOf(error) !== 409) throw error
    }
  }
}

/** Tasks by the system that does them. */
export function bySystem(tasks: OutsideTask[]): Map<OutsideSystem, OutsideTask[]> {
  const groups = new Map<OutsideSystem, OutsideTask[]>()
  for (const task of tasks) groups.set(task.system, [...(groups.get(task.system) ?? []), task])
  return groups
}
