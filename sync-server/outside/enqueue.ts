import { createHash } from 'node:crypto'
import type { Dossier } from '#core/dossier/dossier.ts'
import { canonicalJson } from '#core/journal/event.ts'
import { portalPerson } from '#core/outside/online-dossier.ts'
import type { OutsideSystem, OutsideTask } from '#core/outside/outside-task.ts'
import { toPortalProgress, toPortalRecord } from '#core/outside/portal-record.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Instant } from '#core/record/instant.ts'
import type { TaskStore } from './task-store.ts'

const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 22)

/** What the portal has to have of a dossier, as one name. */
export function portalDigest(dossier: Dossier, catalogue: Catalogue): string {
  return digestOf([toPortalRecord(dossier, catalogue), toPortalProgress(dossier, catalogue)])
}

/**
 * Queues what a dossier asks of the systems outside: the portal has it as it stands, and the population database bears out who it is about.
 * Asked again for the same it changes nothing.
 */
export async function enqueueDossier(
  tasks: TaskStore,
  dossier: Dossier,
  context: { catalogue: Catalogue; at: Instant; systems: ReadonlySet<OutsideSystem> },
): Promise<void> {
  const { catalogue, at, systems } = context
  const isNews = dossier.business.status !== 1 && dossier.voided == null
  if (systems.has('national_portal') && isNews)
    await enqueue(tasks, dossier, { system: 'national_portal', wanted: portalDigest(dossier, catalogue), at })
  const { personalId, oldId, name, birthDate } = dossier.applicant
  if (systems.has('population') && (personalId ?? oldId) !== null && !isClosed(dossier))
    await enqueue(tasks, dossier, { system: 'population', wanted: digestOf([personalId, oldId, name, birthDate]), at })
}

const isClosed = ({ business, voided }: Dossier): boolean => voided != null || [3, 8, 10].includes(business.status)

async function enqueue(
  tasks: TaskStore,
  dossier: Dossier,
  { system, wanted, at }: { system: OutsideSystem; wanted: string; at: Instant },
): Promise<void> {
  const id = `task:${system}:${dossier.id}`
  await tasks.change(id, (stored) =>
    stored?.wanted === wanted
      ? undefined
      : { ...(stored ?? newTask(dossier, { id, system, at })), wanted, state: 'waiting', attempts: 0, nextAt: at },
  )
}

/** A task that nobody has worked on. */
export function newTask(dossier: Dossier, { id, system, at }: { id: string; system: OutsideSystem; at: Instant }): OutsideTask {
  const { by, byName } = dossier.received
  return {
    kind: 'outside-task',
    id,
    system,
    agency: dossier.agencies.receiving,
    dossierId: dossier.id,
    dossierCode: dossier.code,
    askedBy: by === portalPerson.by ? null : { person: by, name: byName },
    asked: at,
    question: '',
    wanted: '',
    done: null,
    state: 'waiting',
    attempts: 0,
    nextAt: at,
    at: null,
    problem: '',
    answer: null,
  }
}
