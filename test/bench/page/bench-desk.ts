import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import type { Desk } from '#renderer/data/desk.ts'
import { openDesk } from '#renderer/data/open-desk.ts'

export type Account = { login: string; password: string; deskName: string }

let opened: Desk | undefined
let clockOffsetMs = 0

/** Opens the desk as the product's page does, and signs in; the desk stays open for the measurements that follow. */
export async function openBenchDesk(account: Account): Promise<void> {
  const desk = await openUnsigned()
  await signIn(desk, account)
  opened = desk
}

export function openUnsigned(): Promise<Desk> {
  return openDesk({ bridge: createBrowserBridge(), now: () => Date.now() + clockOffsetMs })
}

export async function signIn(desk: Desk, account: Account): Promise<void> {
  const outcome = await desk.session.signIn(account)
  if (!outcome.ok) throw new Error(`No sign-in: ${outcome.failure}`)
}

export function getDesk(): Desk {
  if (opened === undefined) throw new Error('Open the desk first.')
  return opened
}

/** Moves the desk's clock: deadlines are then worked out anew at the next tick of its minute clock. */
export function moveClock(byMs: number): void {
  clockOffsetMs += byMs
}

/** Enrols this profile for requests without a desk, for limits and peers. */
export async function enrolForRequests({ login, password, deskName }: Account): Promise<void> {
  await post('/centre/api/session', { login, password })
  await post('/centre/api/devices', { deskName, fingerprint: crypto.randomUUID().replaceAll('-', '').repeat(2) })
}

async function post(path: string, body: unknown): Promise<void> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}
