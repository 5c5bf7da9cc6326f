import { z } from 'zod'
import type { DossierCommand } from '#core/dossier/command.ts'
import { DossierId } from '#core/record/ids.ts'
import { createBrowserBridge } from '#renderer/bridge/browser-bridge.ts'
import type { Desk, DossierPage } from '#renderer/data/desk.ts'
import { openDesk } from '#renderer/data/open-desk.ts'
import { layOldProfile, readProfile, type StoredRecords } from './old-profile.ts'
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
  /** `ok`, or the code of the rule that was broken. */
  run(id: string, command: DossierCommand): Promise<string>
  /** What the dossier's page shows of it. */
  read(id: string): Promise<{ status: number; subject: string; sync: string; readOnly: boolean } | null>
  readProfile(): Promise<StoredRecords>
  layOldProfile(records: StoredRecords): Promise<void>
  /** The dossier's page whole. */
  look(id: string): Promise<DossierPage | null>
}

const thisPage: DeskPage = {
  desk: null,
  clockOffsetMs: 0,
  async open() {
    try {
      thisPage.desk = await openDesk({ bridge: createBrowserBridge(), now: () => Date.now() + thisPage.clockOffsetMs })
      return 'open'
    } catch (cause) {
      return codeOf(cause)
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
  readProfile,
  layOldProfile,
  async run(id, command) {
    try {
      await thisPage.use().dossiers.run(DossierId.parse(id), command)
      return 'ok'
    } catch (cause) {
      return codeOf(cause)
    }
  },
  look(id) {
    const live = thisPage.use().dossiers.page(DossierId.parse(id))
    return new Promise((resolve) => {
      const stop = live.subscribe(look)
      function look() {
        const now = live.get()
        if (now === 'loading') return
        stop()
        resolve(now)
      }
      look()
    })
  },
  async read(id) {
    const shown = await thisPage.look(id)
    if (shown === null) return null
    const { dossier, mark, readOnly } = shown
    return { status: dossier.business.status, subject: dossier.subject, sync: mark.state, readOnly }
  },
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
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
