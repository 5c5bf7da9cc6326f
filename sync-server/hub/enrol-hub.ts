import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import type { HubPaper } from './hub-paper.ts'

export type HubSignIn = { login: string; password: string; name: string; agency?: string | undefined }

const Facts = z.object({ device: DeviceId, deskName: z.string(), agency: AgencySlug, agencyName: z.string() })
const Failure = z.object({ message: z.string() })

/** Makes this hub known to the centre, by the sign-in of a supervisor of its agency or of an administrator; needed once. */
export async function enrolHub(upstream: string, signIn: HubSignIn): Promise<HubPaper> {
  const { login, password, name, agency } = signIn
  const session = await post(upstream, 'session', { login, password })
  const fingerprint = randomFingerprint()
  const wish = { hubName: name, fingerprint, ...(agency === undefined ? {} : { agency }) }
  const enrolled = await post(upstream, 'hubs', wish, cookieOf(session.cookies, 'mc_official'))
  const facts = Facts.parse(enrolled.body)
  const secret = cookieOf(enrolled.cookies, 'mc_device').split('.')[1] ?? ''
  return { upstream, device: facts.device, secret, name: facts.deskName, agency: facts.agency, agencyName: facts.agencyName, fingerprint }
}

/** What the hub shows for its pool of number slots; another after each restore. */
export const randomFingerprint = (): string => randomBytes(32).toString('hex')

async function post(upstream: string, path: string, json: unknown, cookie = ''): Promise<{ body: unknown; cookies: string[] }> {
  const answer = await fetch(new URL(`/centre/api/${path}`, upstream), {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) },
    body: JSON.stringify(json),
    signal: AbortSignal.timeout(30_000),
  })
  const body: unknown = await answer.json().catch(() => undefined)
  if (!answer.ok) throw new Error(Failure.safeParse(body).data?.message ?? `Máy chủ tỉnh trả lời HTTP ${answer.status}.`)
  return { body, cookies: answer.headers.getSetCookie() }
}

function cookieOf(cookies: string[], name: string): string {
  const found = cookies.map((line) => line.split(';')[0] ?? '').find((pair) => pair.startsWith(`${name}=`))
  if (found === undefined) throw new Error('Máy chủ tỉnh không cấp phiên làm việc.')
  return found
}
