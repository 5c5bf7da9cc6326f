import { rolesOn } from '#core/person/roles-on.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { AnyAnswer } from '../centre/answers.ts'
import type { EnrolledDesk, Session, SignedInOfficial } from '../desk.ts'
import { createSource } from '../live.ts'
import { createSerial } from '../serial.ts'
import { DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import type { Shell } from './enrol.ts'
import { type Entry, signIn } from './sign-in.ts'

export type SessionParts = { shell: Shell; opened(entry: Entry): Promise<void>; closed(): Promise<void> }

/** Who is at the desk; `opened` unseals everything else, `closed` forgets it. */
export async function createSession({ shell, opened, closed }: SessionParts): Promise<Session> {
  const current = createSource<SignedInOfficial | null>(null)
  const desk = createSource<EnrolledDesk | null>(await findDesk(shell))
  const serial = createSerial()
  const leave = async () => {
    if (current.get() === null) return
    current.set(null)
    await closed()
  }
  return {
    current,
    desk,
    async listKnown() {
      const known = await shell.papers.list('official:', OfficialPaper)
      return known
        .map(({ login, name, lastSignIn }) => ({ login, name, lastSignIn }))
        .sort((a, b) => (a.lastSignIn < b.lastSignIn ? 1 : -1))
    },
    signIn: (input) =>
      serial(async () => {
        const outcome = await signIn(shell, input)
        if (!outcome.ok) return outcome
        await leave()
        await opened(outcome.entry)
        desk.set(toDesk(outcome.entry.device))
        current.set(toOfficial(outcome.entry, shell.now()))
        return { ok: true }
      }),
    signOut: () =>
      serial(async () => {
        await leave()
        await shell.centre.ask('/api/session', AnyAnswer, { method: 'DELETE', timeoutMs: 3000 })
      }),
  }
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
  return { person: id, login, name, roles: rolesOn(person, dayOf(toInstant(epochMs))), agency: device.agency, online }
}
