import { canonicalJson } from '#core/journal/event.ts'

/**
 * One value that somebody was told is saved, and the values of the same field that they had before their eyes when they wrote it.
 * Kept apart from the code under test: by who saw what, not by bases and revisions.
 */
export type Acts = Record<string, string>

export type Written = { path: string; key: string; sees: Written[]; place: string; acts: Acts; desk: number | null }

/** The fields that the oracle follows. `legal` ones must never be put together without a person; `step` by where the dossier stood. */
export const followed = {
  'applicant.name': 'legal',
  'applicant.birthDate': 'legal',
  'applicant.phone': 'free',
  'applicant.ofTomorrow': 'legal',
  subject: 'free',
  ofTomorrow: 'legal',
  step: 'legal',
} as const
export type FollowedPath = keyof typeof followed
export const followedPaths: FollowedPath[] = [
  'applicant.name',
  'applicant.birthDate',
  'applicant.phone',
  'applicant.ofTomorrow',
  'subject',
  'ofTomorrow',
  'step',
]

type Body = Record<string, unknown>

/** Everything that was written to one dossier. */
export class Ledger {
  readonly written: Written[] = []
  readonly added = { payments: new Set<string>(), supplements: new Set<string>(), placements: new Set<string>() }
  readonly dropped = new Set<string>()

  constructor(received: Body) {
    for (const path of followedPaths)
      this.written.push({ path, key: keyAt(received, path), sees: [], place: placeOf(received), acts: actsOf(received), desk: null })
  }

  /** Records what an act changed. `alsoSeen` are further values that the person decided between, by path. */
  wrote(before: Body, after: Body, { desk, alsoSeen = [] }: { desk: number | null; alsoSeen?: { path: string; key: string }[] }): void {
    for (const path of followedPaths) {
      const key = keyAt(after, path)
      const others = alsoSeen.filter((one) => one.path === path)
      if (key === keyAt(before, path) && others.length === 0) continue
      // A case shows what was written when it was opened; that somebody has chosen the same value since is another act, perhaps unseen.
      const shown = others.flatMap((one) => this.with(path, one.key).slice(0, 1))
      // So is what another desk wrote of the same value that this one wrote itself.
      const same = this.with(path, keyAt(before, path))
      const own = same.filter((one) => one.desk === desk)
      const sees = [...new Set([...(own.length > 0 ? own : same), ...shown])]
      this.written.push({ path, key, sees, place: placeOf(after), acts: actsOf(after), desk })
    }
    for (const list of ['payments', 'supplements', 'placements'] as const) {
      const [had, has] = [idsOf(before, list), idsOf(after, list)]
      for (const id of has) if (!had.includes(id)) this.added[list].add(id)
      if (list === 'placements') for (const id of had) if (!has.includes(id)) this.dropped.add(id)
    }
  }

  with(path: string, key: string): Written[] {
    return this.written.filter((one) => one.path === path && one.key === key)
  }

  /** Values of a field that nobody who wrote later had seen. */
  latest(path: string): Written[] {
    const seen = new Set(this.written.flatMap(({ sees }) => sees))
    return this.written.filter((one) => one.path === path && !seen.has(one))
  }
}

/** Whether `later` was written by somebody who had `earlier` before their eyes, directly or through others. */
export function hasSeen(later: Written, earlier: Written): boolean {
  return ancestorsOf(later).has(earlier)
}

/** A value and all that it was written over. */
export function ancestorsOf(one: Written): Set<Written> {
  const found = new Set([one])
  for (const each of found) for (const seen of each.sees) found.add(seen)
  return found
}

/** A field's value as one text. A step is known by the moment at which it was taken. */
export function keyAt(body: Body, path: string): string {
  if (path === 'step') return keyOfStep(body)
  const value = path.split('.').reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), body)
  return keyOf(value)
}

export const keyOf = (value: unknown): string => (value === undefined || value === null ? 'null' : canonicalJson(value))

export function keyOfStep(step: unknown): string {
  const holder = isObject(step) && isObject(step['business']) ? step['business']['holder'] : undefined
  return isObject(holder) ? String(holder['since']) : 'null'
}

/** Status and stage. */
export function placeOf(body: unknown): string {
  const business = isObject(body) ? body['business'] : undefined
  return isObject(business) ? `${business['status']}/${business['stage'] ?? ''}` : ''
}

/** What was decided so far, each without who and when. */
export function actsOf(body: Body): Acts {
  return Object.fromEntries(
    ['proposal', 'decision', 'result', 'stop', 'withdrawal'].map((name) => {
      const act = body[name]
      return [name, keyOf(isObject(act) ? [act['outcome'], act['text'], act['number'], act['reason'], act['accepted']] : null)]
    }),
  )
}

export function idsOf(body: Body, list: 'payments' | 'supplements' | 'placements'): string[] {
  const of = list === 'payments' && isObject(body['money']) ? body['money'][list] : body[list]
  return Array.isArray(of) ? of.flatMap((one) => (isObject(one) && one['purpose'] !== 'result' ? [String(one['id'])] : [])) : []
}

export const isObject = (value: unknown): value is Body => typeof value === 'object' && value !== null && !Array.isArray(value)
