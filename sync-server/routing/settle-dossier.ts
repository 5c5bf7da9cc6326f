import type { AgencySlug } from '#core/record/ids.ts'
import { carryOut, type RoutingTools } from './carry-out.ts'
import { NotWritten } from './couch-calls.ts'
import { gather } from './gather.ts'
import { isFulfilled, planRoute, type RoutePlan } from './plan-route.ts'

const rounds = 8

/** Brings one dossier to where it belongs; answers the plan that is left, which is fulfilled unless somebody has to look. */
export async function settleDossier(tools: RoutingTools, dossier: string, seenAt: Iterable<AgencySlug>): Promise<RoutePlan> {
  for (let round = 1; ; round++) {
    const gathered = await gather(tools.couch, dossier, seenAt)
    const plan = planRoute(gathered)
    if (isFulfilled(plan) && round > 1) return plan
    try {
      await carryOut(tools, plan, gathered.route)
      if (isFulfilled(plan) || plan.disputed || round >= rounds) return plan
    } catch (error) {
      // Somebody wrote in between: what is there now is looked at anew.
      if (!isConflict(error) || round >= rounds) throw error
    }
  }
}

function isConflict(error: unknown): boolean {
  if (error instanceof NotWritten) return error.conflict
  return typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 409
}
