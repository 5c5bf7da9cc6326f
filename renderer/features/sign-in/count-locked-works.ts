import type { LockedWork } from '#renderer/data/desk.ts'

const states = ['here', 'waiting', 'accepted', 'refused'] as const satisfies LockedWork['state'][]

/** How much of the unsent work stands where, in the order it goes; what there is none of is left out. */
export function countLockedWorks(works: readonly LockedWork[]): [LockedWork['state'], number][] {
  return states
    .map((state): [LockedWork['state'], number] => [state, works.filter((work) => work.state === state).length])
    .filter(([, count]) => count > 0)
}
