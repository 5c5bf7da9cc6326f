import { createHash } from 'node:crypto'
import { DeviceId } from '#core/record/ids.ts'
import { deviceCookie, findSetCookie, officialCookie } from '#sync-server/api/cookies.ts'
import { accountOf } from '#sync-server/api/device-record.ts'
import type { BenchCentre } from '#test/bench/centre/start-bench-centre.ts'
import { benchAccount } from '#test/bench/centre/start-bench-centre.ts'

/** A desk of the fleet: its cookie for the centre, and its own session for the store behind it. */
export type FleetDesk = { throughCentre: string; atStore: string }

/** Enrols `count` desks of one office. Not measured: a province enrols them over months. */
export async function enrolFleet(centre: BenchCentre, count: number): Promise<FleetDesk[]> {
  const { login, password } = benchAccount
  const session = await post(`${centre.origin}/centre/api/session`, { login, password }, officialCookie)
  const desks: FleetDesk[] = []
  for (let turn = 0; turn < count; turn++) {
    const fingerprint = createHash('sha256').update(`fleet-${turn}-${performance.now()}`).digest('hex')
    const enrolment = { deskName: `Quầy ${turn}`, fingerprint }
    const throughCentre = await post(`${centre.origin}/centre/api/devices`, enrolment, deviceCookie, session)
    desks.push({ throughCentre, atStore: await openAtStore(centre, throughCentre) })
  }
  return desks
}

async function openAtStore({ central }: BenchCentre, cookie: string): Promise<string> {
  const [device = '', secret = ''] = cookie.slice(cookie.indexOf('=') + 1).split('.')
  const name = accountOf(DeviceId.parse(decodeURIComponent(device)))
  return post(`${central.url}/_session`, { name, password: secret }, 'AuthSession')
}

/** Answers the cookie `wanted` that came with it, as it is sent back; another may come too, where a session was renewed. */
async function post(address: string, body: unknown, wanted: string, cookie = ''): Promise<string> {
  const headers = { accept: 'application/json', 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }) }
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  const value = findSetCookie(response.headers.getSetCookie(), wanted)
  if (!response.ok || value === undefined) throw new Error(`${address}: ${response.status} ${text}`)
  return `${wanted}=${value}`
}
