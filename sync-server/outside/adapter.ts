import type { Dossier } from '#core/dossier/dossier.ts'
import type { LookupAnswer, OutsideSystem, OutsideTask } from '#core/outside/outside-task.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'

/** What an adapter works with: the task, and the dossier as it stands now. */
export type OutsideCall = { task: OutsideTask; dossier: Dossier; catalogue: Catalogue; signal: AbortSignal }

/**
 * One system outside. `carryOut` does a task and answers what came of it (null where there is nothing to say); it may be called again for a
 * task that already got there, and must then change nothing. Throws `OutsideRefusal` where the system will not take it however often it is
 * asked; anything else is tried again.
 */
export type OutsideAdapter = { system: OutsideSystem; carryOut(call: OutsideCall): Promise<LookupAnswer | null> }

/** The system's no. `reason` is shown to officials and goes into the audit trail: no personal data. */
export class OutsideRefusal extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.name = 'OutsideRefusal'
    this.reason = reason
  }
}

/** The line to a system, or the system itself, is down: nothing else is asked of it for now. */
export class OutsideDown extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'OutsideDown'
  }
}

export const callTimeoutMs = 15_000

/** Where a system is and who we are there. */
export type OutsideAccess = { url: string; account: string; password: string; unit: string }

/** One request; throws `OutsideDown` for no answer, 429 and 5xx, and `OutsideRefusal` for any other status but 2xx. */
export async function callOutside(url: URL, init: RequestInit, signal: AbortSignal): Promise<string> {
  const answer = await fetch(url, {
    ...init,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs)]),
  }).catch((error: unknown) => {
    throw new OutsideDown(error instanceof Error ? error.name : 'no answer')
  })
  const text = await answer.text().catch(() => {
    throw new OutsideDown('cut off')
  })
  if (answer.status === 429 || answer.status >= 500) throw new OutsideDown(`status ${answer.status}`)
  if (!answer.ok) throw new OutsideRefusal(`status ${answer.status}`)
  return text
}

/** JSON out, JSON back. A captive portal's HTML is no answer. */
export async function callJson(
  url: URL,
  body: unknown,
  options: { headers?: Record<string, string>; signal: AbortSignal },
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...options.headers }
  const text = await callOutside(url, { method: 'POST', headers, body: JSON.stringify(body) }, options.signal)
  try {
    return JSON.parse(text)
  } catch {
    throw new OutsideDown('not JSON')
  }
}
