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

const bugs = Object.entries(plantedBugs)

test.each(bugs)('a planted bug is found within ten thousand histories: %s', { timeout: 600_000 }, async (_name, planted) => {
  const { fault } = await checkHistories({ histories, seed: 1, planted })
  expect(fault).not.toBeNull()
})
