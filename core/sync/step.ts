import { isRecord } from './is-equal.ts'
import type { WireBody } from './wire.ts'

/** Members that a step of the status machine sets as a whole. */
const stepMembers = [
  'business',
  'dueAt',
  'dueHistory',
  'pauses',
  'proposal',
  'decision',
  'result',
  'refusal',
  'stop',
  'withdrawal',
  'voided',
] as const

/**
 * A body taken apart: `step` = where the dossier stands with everything that a step of the status machine sets (delivery state and
 * pages of the result among it), `rest` = all else. The step is settled as one: half of two steps would be a third nobody made.
 */
export function partStep(body: WireBody): { step: WireBody; rest: WireBody } {
  const rest = { ...body }
  const step: WireBody = {}
  for (const name of stepMembers) {
    if (!(name in rest)) continue
    step[name] = rest[name]
    delete rest[name]
  }
  if (isRecord(body['delivery'])) {
    const { state, returned, ...delivery } = body['delivery']
    step['delivery'] = { state, returned }
    rest['delivery'] = delivery
  }
  if (Array.isArray(body['placements'])) {
    step['resultPages'] = body['placements'].filter(isResultPage)
    rest['placements'] = body['placements'].filter((one) => !isResultPage(one))
  }
  return { step, rest }
}

/** A body put together again: the opposite of `partStep`. */
export function joinStep({ step, rest }: { step: WireBody; rest: WireBody }): WireBody {
  const { delivery, resultPages, ...members } = step
  const body: WireBody = { ...rest, ...members }
  if (isRecord(delivery)) body['delivery'] = { ...(isRecord(rest['delivery']) ? rest['delivery'] : {}), ...delivery }
  if (Array.isArray(resultPages)) body['placements'] = [...(Array.isArray(rest['placements']) ? rest['placements'] : []), ...resultPages]
  return body
}

function isResultPage(placement: unknown): boolean {
  return isRecord(placement) && placement['purpose'] === 'result'
}
