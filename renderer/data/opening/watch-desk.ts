import type { HeldSession } from '../session/session.ts'
import type { Ground } from './open-ground.ts'
import type { Lines } from './open-lines.ts'

/** What happens by itself while the desk is open: revocation, new roles, old dossiers that leave. The answer ends it. */
export function watchDesk({ catalogue, clock, presence }: Ground, { parts, lock, housekeeping }: Lines, session: HeldSession): () => void {
  const { link } = parts
  const learn = () => {
    const entry = presence.find()
    if (entry === null) return
    const person = catalogue.live.get().people.find((one) => one.id === entry.person.id)
    const isNew = person !== undefined && JSON.stringify(person) !== JSON.stringify(entry.person)
    const next = isNew ? { ...entry, person } : entry
    presence.set(next)
    session.learn(next)
  }
  const lockUp = () => {
    if (link.state.get().link === 'device_revoked' && presence.find() !== null) session.revoked().catch(reportError)
  }
  const tidy = () => {
    const entry = presence.find()
    if (entry !== null) housekeeping.tidy(entry.device.databases.dossiers).catch(reportError)
  }
  const ask = () => void lock.refresh()
  ask()
  const stops = [link.state.subscribe(lockUp), catalogue.live.subscribe(learn), ...[learn, tidy, ask].map(clock.minute.subscribe)]
  return () => {
    for (const stop of stops) stop()
  }
}
