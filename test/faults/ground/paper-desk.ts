import type { HighWater } from '#core/numbering/next-number.ts'
import { toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import { DeviceAnswer } from '#renderer/data/centre/answers.ts'
import type { CentreClient } from '#renderer/data/centre/centre-client.ts'
import { createShelf } from '#renderer/data/dossiers/shelf.ts'
import type { Shelved } from '#renderer/data/dossiers/shelf-memory.ts'
import { createSource } from '#renderer/data/live.ts'
import { createNumbering } from '#renderer/data/numbering/numbering.ts'
import { renewSlot } from '#renderer/data/numbering/slot-lease.ts'
import { makeFingerprint } from '#renderer/data/session/hardware.ts'
import type { DeskPapers, DevicePaper } from '#renderer/data/store/desk-papers.ts'
import type { SealedTable } from '#renderer/data/store/sealed-table.ts'
import { demoPassword } from '#test/support/desk-screen.ts'

/** Everything a desk's numbers stand on, as it would lie on its disk. */
export type DeskDisk = { device: DevicePaper; papers: Map<string, string>; cookies: string }

/** The product's own numbering and slot lease over a disk of papers, against a real centre: 500 of them fit where one browser would. */
export type PaperDesk = {
  /** The next official code, or the rule that forbids it. */
  issue(): string
  contact(): Promise<void>
  slot(): string
}

const noTable = {} as SealedTable<Shelved>

export async function openPaperDesk(origin: string, disk: DeskDisk, now: () => number): Promise<PaperDesk> {
  const papers: DeskPapers = {
    find: async (id, schema) => {
      const text = disk.papers.get(id)
      return text === undefined ? undefined : schema.parse(JSON.parse(text))
    },
    list: async () => [],
    put: async (id, paper) => void disk.papers.set(id, JSON.stringify(paper)),
  }
  const shelf = createShelf(noTable, { find: async () => undefined, put: async () => undefined })
  const numbering = createNumbering(papers, shelf, { now, minute: createSource(0) })
  await numbering.load(disk.device.fingerprint)
  const shell = { centre: clientWith(origin, disk), bridge: createBrowserBridge(), papers, locked: () => false, now }
  return {
    issue() {
      try {
        const { issued, taken } = numbering.next(toInstant(now()))
        taken()
        return issued.code
      } catch (cause) {
        if (cause instanceof RuleBroken) return cause.code
        throw cause
      }
    },
    async contact() {
      const reached: HighWater | null = numbering.reached()
      disk.device = await renewSlot(shell, disk.device, reached)
      await numbering.load(disk.device.fingerprint)
    },
    slot() {
      const { slot, generation } = numbering.status.get()
      return `${slot}/${generation}`
    },
  }
}

/** The desk's own client speaks through a browser's cookies; here they lie on the disk. */
function clientWith(origin: string, disk: Pick<DeskDisk, 'cookies'>): CentreClient {
  return {
    async ask(path, schema, request = {}) {
      const answer = await fetch(`${origin}/centre${path}`, {
        method: request.method ?? 'GET',
        headers: { 'content-type': 'application/json', cookie: disk.cookies },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      })
      const body: unknown = await answer.json()
      if (answer.ok) return { kind: 'ok', status: answer.status, value: schema.parse(body) }
      return { kind: 'refused', status: answer.status, code: 'refused', reason: JSON.stringify(body), retryAfterSeconds: null }
    },
    bytes: () => Promise.reject(new Error('a paper desk has no pages')),
    changes: () => {
      throw new Error('a paper desk hears nothing')
    },
    hangUp: () => undefined,
  }
}

/** Signs in once; answers how to enrol desks under that session. */
export async function signInForDesks(origin: string, login: string): Promise<(name: string) => Promise<DeskDisk>> {
  const post = (path: string, body: unknown, cookie = '') =>
    fetch(`${origin}/centre/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    })
  const session = cookiesOf(await post('/session', { login, password: demoPassword }))
  return async (deskName) => {
    const fingerprint = makeFingerprint()
    const answer = await post('/devices', { deskName, fingerprint }, session)
    if (!answer.ok) throw new Error(`${deskName}: ${answer.status} ${await answer.text()}`)
    const facts = DeviceAnswer.parse(await answer.json())
    const wraps = { osWrapped: null, centreWrapped: null, recoveryWrapped: null }
    return { device: { kind: 'device', ...facts, fingerprint, ...wraps }, papers: new Map(), cookies: cookiesOf(answer) }
  }
}

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')
}
