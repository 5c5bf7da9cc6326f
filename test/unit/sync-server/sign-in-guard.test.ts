import { expect, test } from 'vitest'
import { SignInGuard } from '#sync-server/api/sign-in-guard.ts'

const minute = 60_000

test('waits twice as long after each further wrong password, at most a quarter of an hour', () => {
  const guard = new SignInGuard({ freeAttempts: 2, firstWaitMs: minute })
  guard.recordWrong('an.nt', 0)
  expect(guard.secondsToWait('an.nt', 0)).toBe(0)
  const waits = [2, 3, 4, 5, 6, 7, 8].map(() => {
    guard.recordWrong('an.nt', 0)
    return guard.secondsToWait('an.nt', 0)
  })
  expect(waits).toEqual([60, 120, 240, 480, 900, 900, 900])
})

test('forgets wrong passwords after a right one and never mixes accounts', () => {
  const guard = new SignInGuard({ freeAttempts: 1, firstWaitMs: minute })
  guard.recordWrong('an.nt', 0)
  expect(guard.secondsToWait('an.nt', 0)).toBe(60)
  expect(guard.secondsToWait('binh.tv', 0)).toBe(0)
  guard.recordRight('an.nt')
  expect(guard.secondsToWait('an.nt', 0)).toBe(0)
})
