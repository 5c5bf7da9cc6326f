import { findSetCookie, officialCookie } from '#sync-server/api/cookies.ts'
import type { ProvinceSignIn } from '#sync-server/api/hub-side.ts'

/** Signing in here must not wait long for a line that is not there. */
const waitMs = 4_000

/**
 * Signs an official in at the centre as well, with the password that they have just typed here and that this hub has found right. The session is
 * theirs: it goes into a cookie of their own desk and is kept nowhere on the hub.
 */
export async function signInAtCentre(upstream: string, credentials: { login: string; password: string }): Promise<ProvinceSignIn> {
  const answer = await fetch(new URL('/centre/api/session', upstream), {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
    signal: AbortSignal.timeout(waitMs),
  }).catch(() => undefined)
  await answer?.body?.cancel()
  if (answer === undefined || answer.status >= 500) return { state: 'unreachable' }
  const token = findSetCookie(answer.headers.getSetCookie(), officialCookie)
  if (answer.ok) return token === undefined ? { state: 'unreachable' } : { state: 'signed_in', token }
  return answer.status === 401 || answer.status === 429 ? { state: 'refused' } : { state: 'unreachable' }
}
