import { expect, test } from 'vitest'
import { checkHistories } from './check-histories.ts'
import { plantedBugs } from './planted-bugs.ts'
import { playHistories } from './play-histories.ts'

const histories = 10_000

test('in ten thousand histories all desks and the centre end equal, and nothing that anybody saved is lost', {
  timeout: 1_200_000,
}, async () => {
  expect(await playHistories({ histories, seed: 1 })).toEqual({ played: histories, fault: null })
})

/** How many of the seed's histories to pass over: what is met late would cost minutes each time. */
const bugs = [
  { name: 'dropRefused', after: 0 },
  { name: 'reuseStaleBase', after: 6_200 },
  { name: 'swallowConflict', after: 0 },
  { name: 'loseLeaf', after: 0 },
] as const

test.each(bugs)('a planted bug is found within ten thousand histories: $name', { timeout: 600_000 }, async ({ name, after }) => {
  const { fault } = await checkHistories({ histories: histories - after, seed: 1, planted: plantedBugs[name], after })
  expect(fault).not.toBeNull()
})
