import { type Account, openUnsigned, signIn } from './bench-desk.ts'

export type OurStart = { openMs: number; signInMs: number; queueMs: number; rows: number }

/** A cold start without a line: open the profile, sign in against the sealed verifier, and have the first queue. */
export async function startOffline(account: Account): Promise<OurStart> {
  const beganMs = performance.now()
  const desk = await openUnsigned()
  const openedMs = performance.now()
  await signIn(desk, account)
  const signedInMs = performance.now()
  const queue = desk.dossiers.queue({ tab: 'mine', text: '', order: { column: 'dueAt', descending: false }, sector: null }).get()
  const shownMs = performance.now()
  return {
    openMs: openedMs - beganMs,
    signInMs: signedInMs - openedMs,
    queueMs: shownMs - signedInMs,
    rows: Object.values(queue.counts).reduce((sum, count) => sum + count, 0),
  }
}
