import { toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import { DeviceAnswer } from '#renderer/data/centre/answers.ts'
import type { CentreAnswer, CentreClient } from '#renderer/data/centre/centre-client.ts'
import type { Brief } from '#renderer/data/dossiers/brief.ts'
import { createSource } from '#renderer/data/live.ts'
import { createNumbering } from '#renderer/data/numbering/numbering.ts'
import { renewSlot } from '#renderer/data/numbering/slot-lease.ts'
import type { Shell } from '#renderer/data/session/enrol.ts'
import { makeFingerprint, noticeMove } from '#renderer/data/session/hardware.ts'
import { type DeskPapers, DevicePaper } from '#renderer/data/store/desk-papers.ts'
import { openCentreClient } from '#test/integration/centre/centre-client.ts'

/** What lies on a profile's disk, cookies included: all that a backup or a copy carries. */
export type Profile = { papers: Map<string, string>; numbers: NumberBrief[]; cookies: Map<string, string> }
type NumberBrief = Pick<Brief, 'code' | 'numbering' | 'formerCodes'>

export const copyProfile = ({ papers, numbers, cookies }: Profile): Profile => ({
  papers: new Map(papers),
  numbers: [...numbers],
  cookies: new Map(cookies),
})

export type NumberDesk = {
  profile: Profile
  /** The PC that the profile runs on: its key store opens only what it wrapped itself. */
  pc: string
  clockOffsetMs: number
  /** Starts the desk on its profile, as after power came back: nothing of its memory is left. */
  start(): Promise<void>
  /** The next code, durable in its dossier; or the rule that forbids it. `dies`: power goes before anything else is written. */
  issue(dies: boolean): Promise<string>
  /** Old dossiers leave the disk, as eviction does: never before the highest number is durable apart from them. */
  evict(): Promise<void>
  /** One contact to the centre: what every desk does now and then. */
  meet(): Promise<void>
}

type DeskWish = { origin: string; pc: string; profile: Profile; trueNow: () => number }

/** A desk as far as its numbers go: the desk's own numbering and lease code over a disk in memory, against the real slot API. */
export function openNumberDesk({ origin, pc, profile, trueNow }: DeskWish): NumberDesk {
  const now = () => trueNow() + desk.clockOffsetMs
  let running: ReturnType<typeof createNumbering> | undefined
  let papersHold = true
  const papers = papersOn(
    () => desk.profile,
    () => papersHold,
  )
  const shell = (): Shell => ({
    centre: clientOn(origin, desk.profile.cookies),
    bridge: bridgeOf(desk.pc),
    papers,
    locked: () => false,
    now,
  })
  const numbering = () => {
    if (running === undefined) throw new Error('the desk is off')
    return running
  }
  const load = async () => {
    const device = await papers.find('device', DevicePaper)
    if (device === undefined) throw new Error('not enrolled')
    await numbering().load((await noticeMove(shell(), device)).fingerprint)
  }
  const desk: NumberDesk = {
    profile,
    pc,
    clockOffsetMs: 0,
    async start() {
      papersHold = true
      running = createNumbering(papers, { briefs: () => desk.profile.numbers as Iterable<Brief> }, { now, minute: createSource(0) })
      await load()
    },
    async issue(dies) {
      try {
        const { issued, taken } = numbering().next(toInstant(now()))
        const { code, slot, generation, counter, day } = issued
        papersHold = !dies
        desk.profile.numbers.push({ code, numbering: { slot, generation, counter, day }, formerCodes: [] })
        taken()
        await numbering()
          .keep()
          .catch(() => undefined)
        if (dies) await desk.start()
        return code
      } catch (cause) {
        if (cause instanceof RuleBroken) return cause.code
        throw cause
      }
    },
    async evict() {
      await numbering().keep()
      desk.profile.numbers = []
    },
    async meet() {
      const device = await papers.find('device', DevicePaper)
      if (device === undefined) throw new Error('not enrolled')
      const { fingerprint } = await renewSlot(shell(), await noticeMove(shell(), device), numbering().reached())
      await numbering().load(fingerprint)
    },
  }
  return desk
}

/** A fresh profile, enrolled by an official. */
export async function enrolProfile(origin: string, pc: string, official: { login: string; password: string }): Promise<Profile> {
  const profile: Profile = { papers: new Map(), numbers: [], cookies: new Map() }
  const client = openCentreClient(origin, profile.cookies)
  await client.call('POST', '/centre/api/session', official)
  const fingerprint = makeFingerprint()
  const { body } = await client.call('POST', '/centre/api/devices', { deskName: pc, fingerprint })
  const paper = {
    kind: 'device',
    ...DeviceAnswer.parse(body),
    fingerprint,
    osWrapped: wrappedBy(pc),
    centreWrapped: null,
    recoveryWrapped: null,
  }
  profile.papers.set('device', JSON.stringify(paper))
  return profile
}

const wrappedBy = (pc: string): string => `key-store-of/${pc}`

function bridgeOf(pc: string): Shell['bridge'] {
  const browser = createBrowserBridge()
  const unwrap: Shell['bridge']['keyStore']['unwrap'] = async ({ wrapped }) =>
    wrapped === wrappedBy(pc)
      ? { ok: true, value: { secret: 'AAAA' } }
      : { ok: false, failure: { code: 'failed', detail: 'another key store' } }
  const wrap: Shell['bridge']['keyStore']['wrap'] = async () => ({ ok: true, value: { wrapped: wrappedBy(pc) } })
  return { ...browser, keyStore: { wrap, unwrap } }
}

function papersOn(profile: () => Profile, hold: () => boolean): DeskPapers {
  return {
    async find(id, schema) {
      const text = profile().papers.get(id)
      return text === undefined ? undefined : schema.parse(JSON.parse(text))
    },
    async list(prefix, schema) {
      return [...profile().papers].flatMap(([id, text]) => (id.startsWith(prefix) ? [schema.parse(JSON.parse(text))] : []))
    },
    async put(id, paper) {
      if (!hold()) throw new Error('the power went')
      profile().papers.set(id, JSON.stringify(paper))
    },
  }
}

function clientOn(origin: string, cookies: Map<string, string>): CentreClient {
  const client = openCentreClient(origin, cookies)
  return {
    async ask(path, schema, request = {}): Promise<CentreAnswer<never>> {
      const answer = await client.call(request.method ?? 'GET', `/centre${path}`, request.body)
      if (answer.status >= 400)
        return { kind: 'refused', status: answer.status, code: 'refused', reason: answer.text, retryAfterSeconds: null }
      return { kind: 'ok', status: answer.status, value: schema.parse(answer.body) as never }
    },
    bytes: async () => ({ kind: 'unreachable', reason: 'no pages here' }),
    changes: () => {
      throw new Error('no notices here')
    },
    hangUp: () => undefined,
  }
}
