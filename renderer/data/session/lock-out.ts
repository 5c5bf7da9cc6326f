import { AttemptsPaper, type DeskPapers } from '../store/desk-papers.ts'

const triesAllowed = 5
const lockedMs = 5 * 60_000

type Door = { papers: DeskPapers; now: () => number }

/** Seconds until a login may be tried again on this PC; undefined where it may be now. Kept on disk: a restart does not help. */
export async function findLockOut(door: Door, login: string): Promise<number | undefined> {
  const attempts = await door.papers.find(`attempts:${login}`, AttemptsPaper)
  const leftMs = (attempts?.lockedUntilMs ?? 0) - door.now()
  // A clock set back would stretch the wait; it is never longer than one lock-out.
  return leftMs > 0 ? Math.ceil(Math.min(leftMs, lockedMs) / 1000) : undefined
}

/** Counts a wrong password; answers the seconds of the lock-out that it began, or null. */
export async function countWrongTry(door: Door, login: string): Promise<number | null> {
  const before = await door.papers.find(`attempts:${login}`, AttemptsPaper)
  const wrong = (before?.wrong ?? 0) + 1
  const locks = wrong >= triesAllowed
  await door.papers.put(`attempts:${login}`, {
    kind: 'attempts',
    wrong: locks ? 0 : wrong,
    lockedUntilMs: locks ? door.now() + lockedMs : null,
  })
  return locks ? lockedMs / 1000 : null
}

export async function clearWrongTries(door: Door, login: string): Promise<void> {
  const before = await door.papers.find(`attempts:${login}`, AttemptsPaper)
  if (before !== undefined && before.wrong > 0)
    await door.papers.put(`attempts:${login}`, { kind: 'attempts', wrong: 0, lockedUntilMs: null })
}
