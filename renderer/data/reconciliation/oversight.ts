import { Oversight } from '#core/reconciliation/oversight.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import type { Entry } from '../session/sign-in.ts'
import type { SealedTable } from '../store/sealed-table.ts'

/** What the centre knows of the whole unit, kept sealed so that it can be read without a line. */
export type OversightView = {
  live: Live<Oversight | null>
  /** Asks the centre now. Throws where it does not answer; what is shown stays. Does nothing for who oversees no unit. */
  refresh(): Promise<void>
  /** Asks where the last answer is no longer fresh; what goes wrong is left to the next time. */
  keepFresh(): Promise<void>
  load(): Promise<void>
  clear(): void
}

export type OversightParts = { centre: CentreClient; table: SealedTable<unknown>; reader(): Entry | null; now: () => number }

const id = 'oversight'
const freshMs = 60_000
const askMs = 8000

export function createOversight({ centre, table, reader, now }: OversightParts): OversightView {
  const live = createSource<Oversight | null>(null)
  let askedMs = Number.NEGATIVE_INFINITY
  const ask = async () => {
    const asking = reader()
    if (!oversees(asking)) return undefined
    askedMs = now()
    const answer = await centre.ask('/api/oversight', Oversight, { timeoutMs: askMs })
    // Signed out or somebody else at the desk meanwhile: the answer was not for them.
    if (answer.kind !== 'ok' || reader() !== asking) return answer
    await table.put({ id, kind: 'oversight', v: 1, state: 'acknowledged', body: answer.value })
    live.set(answer.value)
    return answer
  }
  return {
    live,
    async refresh() {
      const answer = await ask()
      if (answer !== undefined && answer.kind !== 'ok') throw centreFailure(answer)
    },
    async keepFresh() {
      // A clock set back a long way must not stretch the wait.
      if (Math.abs(now() - askedMs) >= freshMs) await ask()
    },
    async load() {
      const [kept] = await table.listOf([id])
      const parsed = Oversight.safeParse(kept)
      live.set(parsed.success && oversees(reader()) ? parsed.data : null)
    },
    clear() {
      askedMs = Number.NEGATIVE_INFINITY
      live.set(null)
    },
  }
}

function oversees(entry: Entry | null): boolean {
  return entry?.person.roles.some(({ role }) => role === 'supervisor' || role === 'administrator') ?? false
}
