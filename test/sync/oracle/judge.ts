import { ReconciliationCase } from '#core/reconciliation/case.ts'
import {
  actsOf,
  ancestorsOf,
  type FollowedPath,
  followed,
  followedPaths,
  hasSeen,
  idsOf,
  isObject,
  keyAt,
  keyOf,
  keyOfStep,
  type Ledger,
  placeOf,
  type Written,
} from './ledger.ts'

type Body = Record<string, unknown>

/** What is known of one dossier at the end: how every desk and the centre hold it, and what the journal tells of merges. */
export type Ending = {
  id: string
  ledger: Ledger
  /** Desks whose line broke or that died: they may meet what they sent themselves without knowing it again. */
  interrupted: ReadonlySet<number>
  /** Desks whose node of the centre may show them less than they have: they went to it, or a branch without their values wins there. */
  behind: ReadonlySet<number>
  /** The bodies in which a value may stand: one and the same everywhere, but for a dossier that a newer build has taken over. */
  bodies: Body[]
  /** Values that `editsMerged` events name, by path. */
  told: { path: string; key: string }[]
  /** True where a newer build wrote it: this build may not change it any more, so its desks keep what they could not send. */
  isOfTomorrow: boolean
}

/** Everything that is wrong with a dossier at the end of a history; empty where nothing is. */
export function judgeDossier(ending: Ending): string[] {
  const faults = followedPaths.flatMap((path) => judgeField(ending, path))
  return [...faults, ...judgeLists(ending), ...judgeMoney(ending), ...(ending.isOfTomorrow ? [] : judgeCases(ending))]
}

function judgeField(ending: Ending, path: FollowedPath): string[] {
  const { ledger, bodies, isOfTomorrow } = ending
  const finals = bodies.map((body) => keyAt(body, path))
  const latest = ledger.latest(path)
  const standing = latest.filter(({ key }) => finals.includes(key))
  const faults: string[] = []
  if (standing.length === 0 && !isOfTomorrow && !isAskedAnyway(ending, path, finals) && !isPutBackBehind(ending, latest, finals))
    faults.push(`${path}: ${finals.join(' / ')} stands although somebody who saw it wrote something else`)
  for (const one of latest) {
    if (finals.includes(one.key) || isInCase(bodies, path, one.key) || isPutBack(one, finals, ledger) || isSaidByOther(one, finals, ledger))
      continue
    if (followed[path] === 'free' && ending.told.some((told) => told.path === path && told.key === one.key)) continue
    // Not only the latest: where an earlier step stands until a person decides, what was on the way to it is in it all the same. So is it in
    // a step that a case holds.
    const held = path === 'step' ? [...finals, ...keysInCases(bodies, path)].flatMap((key) => ledger.with(path, key)) : []
    if (held.some((final) => isOnTheWay(one, final, bodies))) continue
    faults.push(`${path}: ${one.key} was saved and is gone (${one.place})`)
  }
  return faults
}

/** Who puts a field back as it was has changed nothing against those who saw it as it was. */
function isPutBack(one: Written, finals: string[], ledger: Ledger): boolean {
  const before = [...ancestorsOf(one)].filter((each) => each !== one && each.key === one.key)
  const standing = finals.flatMap((key) => ledger.with(one.path, key))
  return standing.some((final) => before.some((each) => hasSeen(final, each)))
}

/** Two people decided one case differently at once: a person is asked again, even where one of them left the value as it was. */
function isContested(bodies: Body[], path: string): boolean {
  return bodies.flatMap(casesOf).some(({ fields, undone }) => undone.length > 0 && fields.some((field) => field.path === path))
}

/** Somebody else wrote the same value, and who went on from there saw it: which of the two they saw is not known, and nothing is lost. */
function isSaidByOther(one: Written, finals: string[], ledger: Ledger): boolean {
  const others = ledger.with(one.path, one.key).filter((each) => each !== one)
  return finals.flatMap((key) => ledger.with(one.path, key)).some((final) => others.some((other) => hasSeen(final, other)))
}

/** Where a node is behind, a value put back stands already: nothing is left that could tell the side which has it otherwise. */
function isPutBackBehind({ ledger, behind }: Ending, latest: Written[], finals: string[]): boolean {
  return latest.some((one) => one.desk !== null && behind.has(one.desk) && isPutBack(one, finals, ledger))
}

/**
 * Where the base was lost nobody can say which value is the later one, and a desk that never heard that its write arrived may take it
 * for another's once somebody wrote on top of it. Both values are in a case then, and either may stand until it is decided. So may a
 * step that has taken in another one, which whoever went on from it had not seen, and what a desk had before it met a node that was
 * behind, or what it met there.
 */
function isAskedAnyway(ending: Ending, path: FollowedPath, finals: string[]): boolean {
  const asked = ending.bodies.flatMap(casesOf).flatMap(({ fields }) => fields.filter((one) => one.path === path))
  const latest = ending.ledger.latest(path)
  return asked.some((field) => {
    const standing = [field.mine, field.theirs].filter((value) => finals.includes(keyOfValue(path, value)))
    const hasUnseen = standing.flatMap((value) => authorsOf(ending.ledger, path, value)).some((one) => latest.includes(one))
    if (isBehind(ending, path, field) && [field.base, field.theirs].some((value) => finals.includes(keyOfValue(path, value)))) return true
    return standing.length > 0 && (field.base === null || isUnheard(ending, path, field) || hasUnseen || isContested(ending.bodies, path))
  })
}

/**
 * Who made a value. Of two desks that took the same step at once one gives the step its name, but what the other one did is in it too:
 * its pause, its proposal. So a step is by all of those whose moments stand in it.
 */
function authorsOf(ledger: Ledger, path: string, value: unknown): Written[] {
  const text = keyOf(value)
  return path === 'step'
    ? ledger.written.filter((one) => one.path === path && text.includes(one.key))
    : ledger.with(path, keyOfValue(path, value))
}

/**
 * A desk whose node is behind met a value that its own base had long been written over. Nothing tells it that from an edit made on that
 * side of a parted centre, so it asks.
 */
function isBehind(
  { ledger, behind }: Ending,
  path: string,
  { base, mine, theirs }: { base: unknown; mine: unknown; theirs: unknown },
): boolean {
  const [before, ours, others] = [base, mine, theirs].map((value) => ledger.with(path, keyOfValue(path, value)))
  const byOneBehind = (ours ?? []).some(({ desk }) => desk !== null && behind.has(desk))
  return byOneBehind && (before ?? []).some((one) => (others ?? []).some((other) => one !== other && hasSeen(one, other)))
}

/** A desk that may not know that its write arrived met what was written over it since, by itself or by somebody else. */
function isUnheard({ ledger, interrupted }: Ending, path: string, { mine, theirs }: { mine: unknown; theirs: unknown }): boolean {
  const [ours, others] = [mine, theirs].map((value) => ledger.with(path, keyOfValue(path, value)))
  const isOver = (one: Written) => (others ?? []).some((other) => other.desk === one.desk || hasSeen(other, one))
  return (ours ?? []).some((one) => one.desk !== null && interrupted.has(one.desk) && isOver(one))
}

/** The further side really passed where this one stood, and what was decided on this one's way there is the same, or stands in the record. */
function isOnTheWay(one: Written, final: Written, bodies: Body[]): boolean {
  const standing = bodies.map(actsOf)
  const passed = ancestorsOf(final)
  const decided = Object.entries(one.acts).filter(([name]) => isDecidedApart(one, passed, name))
  return [...passed].some(
    ({ place, acts }) =>
      place === one.place && decided.every(([name, act]) => act === acts[name] || standing.some((those) => those[name] === act)),
  )
}

/**
 * Whether anybody decided this on the part of the way that `one` went without the other. What is there as it was where they parted is
 * nobody's decision: who asked for papers at once and who did so after a proposal stand at one place, and no proposal was turned down.
 */
function isDecidedApart(one: Written, passed: ReadonlySet<Written>, name: string): boolean {
  const alone = [...ancestorsOf(one)].filter((each) => !passed.has(each))
  return alone.some(({ acts, sees }) => sees.length === 0 || sees.some((seen) => seen.acts[name] !== acts[name]))
}

function judgeLists({ ledger, bodies, isOfTomorrow }: Ending): string[] {
  const lost: string[] = []
  for (const list of ['payments', 'supplements', 'placements'] as const) {
    const kept = new Set(bodies.flatMap((body) => idsOf(body, list)))
    for (const id of ledger.added[list]) {
      if (!kept.has(id) && !(list === 'placements' && ledger.dropped.has(id))) lost.push(`${list}: ${id} was saved and is gone`)
    }
  }
  return isOfTomorrow && lost.length === 0 ? [] : lost
}

function judgeMoney({ bodies }: Ending): string[] {
  return bodies.flatMap(({ money }) => {
    if (!isObject(money) || !Array.isArray(money['payments'])) return ['money: missing']
    const payments: unknown[] = money['payments']
    const paidVnd = payments.reduce((sum: number, one) => sum + (isObject(one) ? Number(one['amountVnd']) : 0), 0)
    return paidVnd === money['paidVnd'] ? [] : [`money: ${paidVnd} was paid and ${money['paidVnd']} is written`]
  })
}

/** A case must have its reason: two values of which neither author had seen the other's. */
function judgeCases(ending: Ending): string[] {
  const { ledger, bodies } = ending
  return bodies.flatMap(casesOf).flatMap(({ fields }) =>
    fields.flatMap(({ path, base, mine, theirs }) => {
      // Without a base nobody can say who changed what; a step into signing is held back although it saw the other.
      if (!(path in followed) || base === null || (path === 'step' && /^(4\/approved|9|10)/.test(placeOf(mine)))) return []
      const [ours, others] = [mine, theirs].map((value) => ledger.with(path, keyOfValue(path, value)))
      if (ours === undefined || others === undefined || ours.length === 0 || others.length === 0)
        return [`case on ${path}: nobody wrote its values`]
      const [ofOurs, ofOthers] = [authorsOf(ledger, path, mine), authorsOf(ledger, path, theirs)]
      const apart = ofOurs.some((one) => ofOthers.some((other) => !hasSeen(one, other) && !hasSeen(other, one)))
      return apart ||
        isContested(bodies, path) ||
        isUnheard(ending, path, { mine, theirs }) ||
        isBehind(ending, path, { base, mine, theirs })
        ? []
        : [`case on ${path}: ${keyOf(mine)} against ${keyOf(theirs)}, but one was written over the other`]
    }),
  )
}

const isInCase = (bodies: Body[], path: string, key: string): boolean => keysInCases(bodies, path).includes(key)

/** Every value of a field that some case holds, open or decided. */
function keysInCases(bodies: Body[], path: string): string[] {
  return bodies.flatMap(casesOf).flatMap(({ fields, settled, undone }) => {
    const decided = [...(settled === null ? [] : [settled]), ...undone].flatMap(({ choices, before = [] }) => [...choices, ...before])
    const values = [
      ...fields.filter((one) => one.path === path).flatMap(({ base, mine, theirs }) => [base, mine, theirs]),
      ...decided.filter((one) => one.path === path).map(({ value }) => value),
    ]
    return values.map((value) => keyOfValue(path, value))
  })
}

export const keyOfValue = (path: string, value: unknown): string => (path === 'step' ? keyOfStep(value) : keyOf(value))

export function casesOf(body: Body): ReconciliationCase[] {
  return Array.isArray(body['cases']) ? body['cases'].map((one) => ReconciliationCase.parse(one)) : []
}
