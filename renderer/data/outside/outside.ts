import { z } from 'zod'
import { type LookupSystem, OutsideView } from '#core/outside/outside-task.ts'
import type { DossierId } from '#core/record/ids.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'

/**
 * What the centre does with systems outside for this desk's agency. The desk itself calls none of them: it asks the centre, which queues. Every
 * operation needs a line and throws `DeskFailure` without one.
 */
export type Outside = {
  /** Where a dossier stands with them. */
  ofDossier(id: DossierId): Promise<OutsideView[]>
  /** What was refused, or has failed more than twice. */
  failing(): Promise<OutsideView[]>
  /** Queues a look-up in the name of the official who is signed in. */
  lookUp(wish: { dossierId: DossierId; system: LookupSystem; question: string }): Promise<OutsideView>
  /** Tries a task again at once. */
  again(id: string): Promise<void>
}

const Tasks = z.object({ tasks: z.array(OutsideView) })
const Task = z.object({ task: OutsideView })

export function createOutside(centre: CentreClient): Outside {
  const ask = async <T>(path: string, shape: z.ZodType<T>, body?: unknown): Promise<T> => {
    const answer = await centre.ask(`/api/outside/${path}`, shape, body === undefined ? {} : { method: 'POST', body })
    if (answer.kind !== 'ok') throw centreFailure(answer)
    return answer.value
  }
  return {
    ofDossier: async (id) => (await ask(`dossiers/${encodeURIComponent(id)}`, Tasks)).tasks,
    failing: async () => (await ask('failing', Tasks)).tasks,
    lookUp: async (wish) => (await ask('look-ups', Task, wish)).task,
    again: async (id) => void (await ask(`tasks/${encodeURIComponent(id)}/again`, z.unknown(), {})),
  }
}
