import { z } from 'zod'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import type { Desk } from '#renderer/data/desk.ts'
import { openDesk } from '#renderer/data/open-desk.ts'
import { type TestIntake, takeIn } from './take-in.ts'

z.config({ jitless: true })

/** What the tests drive: the desk itself, as the product's own page opens it, on a clock that a test may move. */
export type DeskPage = {
  desk: Desk | null
  clockOffsetMs: number
  open(): Promise<string>
  close(): Promise<void>
  /** The open desk; throws where there is none. */
  use(): Desk
  signIn(login: string, password: string): Promise<string>
  takeIn(intake: TestIntake): Promise<string>
}

const thisPage: DeskPage = {
  desk: null,
  clockOffsetMs: 0,
  async open() {
    try {
      thisPage.desk = await openDesk({ bridge: createBrowserBridge(), now: () => Date.now() + thisPage.clockOffsetMs })
      return 'open'
    } catch (cause) {
      return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    }
  },
  async close() {
    await thisPage.desk?.close()
    thisPage.desk = null
  },
  use() {
    if (thisPage.desk === null) throw new Error('the desk is not open')
    return thisPage.desk
  },
  async signIn(login, password) {
    const answer = await thisPage.use().session.signIn({ login, password, deskName: 'Quầy thử' })
    return answer.ok ? 'ok' : answer.failure
  },
  takeIn: (intake) => takeIn(thisPage.use(), intake),
}

declare global {
  var deskPage: DeskPage
  var durabilities: string[]
}
globalThis.deskPage = thisPage

// Notes with which durability every read-write transaction really was opened, whoever opened it.
globalThis.durabilities = []
const asked = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof asked>) {
  const transaction = asked.apply(this, args)
  if (transaction.mode === 'readwrite') globalThis.durabilities.push(transaction.durability)
  return transaction
}
