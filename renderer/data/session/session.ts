import { rolesOn } from '#core/person/roles-on.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { AnyAnswer, SessionAnswer } from '../centre/answers.ts'
import type { Confirmation, EnrolledDesk, Session, SignedInOfficial } from '../desk.ts'
import { createSource } from '../live.ts'
import { createSerial } from '../serial.ts'
import { DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import type { DeskLock } from './desk-lock.ts'
import type { Shell } from './enrol.ts'
import { type Entry, signIn } from './sign-in.ts'

export type SessionParts = {
  shell: Shell
  lock: DeskLock
  opened(entry: Entry): Promise<void>
  closed(): Promise<void>
  /** Nothing is sent or fetched by itself any more; the records stay open. */
  quiet(): Promise<void>
  /** Opens the records for one task, with nobody signed in. */
  unsealed(dataKey: CryptoKey, task: () => Promise<void>): Promise<void>
}

/** The session, and what the rest of the desk tells it. */
export type HeldSession = Session & {
  /** The centre has revoked this desk. */
  revoked(): Promise<void>
  /** Another record of the official came, or another day. */
  learn(entry: Entry): void
}

/** Who is at the desk; `opened` unseals everything else, `closed` forgets it. */
export async function createSession({ shell, lock, opened, closed, quiet, unsealed }: SessionParts): Promise<HeldSession> {
  const current = createSource<SignedInOfficial | null>(null)
  const desk = createSource<EnrolledDesk | null>(await findDesk(shell))
  const serial = createSerial()
  const leave = async () => {
    if (current.get() === null) return
    current.set(null)
    await closed()
  }
  const revoked = async () => {
    if (current.get() === null) return
    current.set(null)
    await quiet()
    await lock.fall()
    await closed()
  }
  return {
    current,
    desk,
    locked: lock.live,
    revoked: () => serial(revoked),
    learn(entry) {
      const before = current.get()
      if (before === null) return
      const after = toOfficial(entry, shell.now())
      if (JSON.stringify(after) !== JSON.stringify(before)) current.set(after)
    },
    async listKnown() {
      const known = await shell.papers.list('official:', OfficialPaper)
      return known
        .map(({ login, name, lastSignIn }) => ({ login, name, lastSignIn }))
        .sort((a, b) => (a.lastSignIn < b.lastSignIn ? 1 : -1))
    },
    signIn: (input) =>
      serial(async () => {
        const outcome = await signIn(shell, input)
        if (!outcome.ok) {
          const { dataKey, ...refused } = outcome
          if (refused.failure === 'device_revoked') await revoked()
          if (dataKey !== undefined) await unsealed(dataKey, lock.fall)
          return refused
        }
        await leave()
        await lock.lift()
        await opened(outcome.entry)
        desk.set(toDesk(outcome.entry.device))
        current.set(toOfficial(outcome.entry, shell.now()))
        return { ok: true }
      }),
    confirm: async (password) => {
      const login = current.get()?.login
      return login === undefined ? 'unreachable' : confirmAt(shell, login, password)
    },
    signOut: () =>
      serial(async () => {
        await leave()
        await shell.centre.ask('/api/session', AnyAnswer, { method: 'DELETE', timeoutMs: 3000 })
      }),
  }
}

async function confirmAt({ centre }: Shell, login: string, password: string): Promise<Confirmation> {
  const body = { login, password }
  const answer = await centre.ask('/api/session', SessionAnswer, { method: 'POST', body })
  if (answer.kind === 'unreachable') return 'unreachable'
  if (answer.kind === 'refused') return answer.code === 'locked_out' ? 'locked_out' : 'wrong_password'
  const atProvince = answer.value.province ?? 'signed_in'
  if (atProvince === 'signed_in') return 'confirmed'
  return atProvince === 'refused' ? 'not_at_province' : 'unreachable'
}

async function findDesk({ papers }: Shell): Promise<EnrolledDesk | null> {
  const device = await papers.find('device', DevicePaper)
  return device === undefined ? null : toDesk(device)
}

function toDesk({ device, deskName, agency, agencyName }: DevicePaper): EnrolledDesk {
  return { device, name: deskName, agency, agencyName }
}

function toOfficial({ person, device, online }: Entry, epochMs: number): SignedInOfficial {
  const { id, login, name } = person
  return { person: id, login, name, roles: rolesOn(person, dayOf(toInstant(epochMs)), device.agency), agency: device.agency, online }
}
