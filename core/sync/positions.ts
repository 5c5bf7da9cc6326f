import { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'
import { sameStatusActs, transitions } from '#core/rules/transition-table.ts'
import { isRecord } from './is-equal.ts'

/** Where a dossier stands in the status machine: status, and stage inside status 4; `4/proposed`. */
export type Position = `${DossierStatus}/${ProcessingStage | ''}`

/** The position that a `business` member names; undefined where it is none. */
export function positionOf(business: unknown): Position | undefined {
  if (!isRecord(business)) return undefined
  const status = DossierStatus.safeParse(business['status'])
  const stage = ProcessingStage.nullable().safeParse(business['stage'] ?? null)
  return status.success && stage.success ? `${status.data}/${stage.data ?? ''}` : undefined
}

/** Whether a dossier may not come here while a legal field is in dispute: signed, numbered, handed over. */
export function isBarredInDispute(position: Position): boolean {
  return position === '4/approved' || position === '9/' || position === '10/'
}

/**
 * Whether `between` is a step on the shortest way from `base` to `end`. Shortest, because the machine has circles (4 → 5 → 4):
 * otherwise everything would be on the way of everything. `stoodAt` is where a declined withdrawal leads back to.
 */
export function isOnTheWay(between: Position, { base, end, stoodAt }: { base: Position; end: Position; stoodAt?: Position }): boolean {
  const direct = distance(base, end, stoodAt)
  return direct !== undefined && direct === (distance(base, between, stoodAt) ?? Number.NaN) + (distance(between, end) ?? Number.NaN)
}

function distance(from: Position, to: Position, stoodAt?: Position): number | undefined {
  const steps = new Map<Position, number>([[from, 0]])
  for (const [at, count] of steps) {
    if (at === to) return count
    const next = at === from && at === '7/' && stoodAt !== undefined ? [...nextOf(at), stoodAt] : nextOf(at)
    for (const one of next) if (!steps.has(one)) steps.set(one, count + 1)
  }
  return undefined
}

const known = new Map<Position, Position[]>()

function nextOf(at: Position): Position[] {
  const found = known.get(at) ?? listNext(at)
  known.set(at, found)
  return found
}

function listNext(at: Position): Position[] {
  const [status, stage] = at.split('/')
  const left = transitions.filter(
    (one) => String(one.from) === status && one.command !== 'declineWithdrawal' && (one.command !== 'numberResult' || stage === 'approved'),
  )
  const inside = status === '4' ? sameStatusActs.filter((act) => act.stages?.some((one) => one === stage) === true) : []
  return [
    ...left.map((one): Position => `${one.to}/${one.to === 4 ? 'examining' : ''}`),
    ...inside.flatMap((act): Position[] => (act.toStage === null ? [] : [`4/${act.toStage}`])),
  ]
}
