import { z } from 'zod'
import { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import { AnyAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'
import type { CaseRow, Live, Reconciliation } from '../desk.ts'
import type { OversightView } from './oversight.ts'

const HandedInAnswer = z.object({ work: HandedInWork })

/** What people have to decide, as the screens see it. */
export function createReconciliation(parts: { cases: Live<CaseRow[]>; oversight: OversightView; centre: CentreClient }): Reconciliation {
  const { cases, oversight, centre } = parts
  return {
    cases,
    oversight: oversight.live,
    refresh: oversight.refresh,
    async judge(handedIn, verdict) {
      const path = `/api/handed-in/${encodeURIComponent(handedIn)}/judge`
      // The centre judges whether whoever is signed in there may.
      const answer = await centre.ask(path, AnyAnswer, { method: 'POST', body: verdict })
      if (answer.kind !== 'ok') throw centreFailure(answer)
      await oversight.refresh()
    },
    async readHandedIn(handedIn) {
      const answer = await centre.ask(`/api/handed-in/${encodeURIComponent(handedIn)}`, HandedInAnswer)
      if (answer.kind !== 'ok') throw centreFailure(answer)
      return answer.value.work
    },
    async dismissDuplicate(duplicate, reason) {
      const agency = oversight.live.get()?.agency
      const path = `/api/duplicates/${encodeURIComponent(duplicate)}/dismiss`
      const answer = await centre.ask(path, AnyAnswer, { method: 'POST', body: { agency, reason } })
      if (answer.kind !== 'ok') throw centreFailure(answer)
      await oversight.refresh()
    },
  }
}
