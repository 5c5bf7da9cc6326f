import { dossierIdOf } from '#core/dossier/intake.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Live } from '../desk.ts'
import { createSession, type HeldSession } from '../session/session.ts'
import type { Entry } from '../session/sign-in.ts'
import type { Books } from './open-books.ts'
import type { Ground } from './open-ground.ts'
import type { Lines } from './open-lines.ts'

/** Something that is read when an official signs in, or forgotten when they leave. */
export type Held = { clear(): void }

export type SessionGround = {
  ground: Ground
  books: Books
  lines: Lines
  dayClose: Held & { load(): Promise<void> }
  /** What else is forgotten when an official leaves. */
  forgotten(): void
}

/** The session, which unseals everything else when an official signs in and seals it when they leave. */
export function openSession(parts: SessionGround): Promise<HeldSession> {
  const { ground, lines } = parts
  const { shelf, pageShelf, vault } = ground
  return createSession({
    shell: lines.shell,
    lock: lines.lock,
    quiet: lines.engine.stop,
    async unsealed(dataKey, task) {
      vault.open(dataKey)
      try {
        await Promise.all([shelf.load(), pageShelf.load()])
        await task()
      } finally {
        for (const one of [shelf, pageShelf]) one.clear()
        vault.close()
      }
    },
    opened: (entry) => unseal(parts, entry),
    closed: () => seal(parts),
  })
}

async function unseal({ ground, books, lines, dayClose }: SessionGround, entry: Entry): Promise<void> {
  const { shelf, pageShelf, catalogue, events, vault, presence } = ground
  const { pagePolicy, recordPolicy, loadSwitch, oversight, engine } = lines
  presence.set(entry)
  vault.open(entry.dataKey)
  const loaded = [shelf, pageShelf, catalogue, pagePolicy, recordPolicy, loadSwitch, oversight]
  await Promise.all(loaded.map((one) => one.load()))
  await books.drafts.load((id) => shelf.brief(dossierIdOf(id)) !== undefined)
  events.restart(entry.device.device)
  await books.numbering.load(entry.device.fingerprint)
  await books.rights.load()
  await books.registers.load()
  await dayClose.load()
  engine.start(entry.device.databases)
  if (entry.online && catalogue.live.get().procedures.length === 0) await waitForCatalogue(catalogue.live)
}

async function seal({ ground, books, lines, dayClose, forgotten }: SessionGround): Promise<void> {
  const { shelf, pageShelf, catalogue, vault, presence } = ground
  const { drafts, numbering, rights, registers } = books
  const { engine, oversight, reports, parts, shell } = lines
  await engine.stop()
  // A command that is being written is finished before its key goes.
  await shelf.serial(async () => undefined)
  await shelf.rest()
  presence.set(null)
  vault.close()
  const held: Held[] = [shelf, pageShelf, catalogue, drafts, numbering, rights, registers, dayClose, parts.delivered, oversight, reports]
  for (const one of held) one.clear()
  forgotten()
  if (shell.locked()) parts.link.became('device_revoked')
}

const catalogueWaitMs = 10_000

/** A new desk's first sign-in waits for the procedures, as long as is bearable: without them nothing can be taken in. */
function waitForCatalogue(catalogue: Live<Catalogue>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, catalogueWaitMs)
    const stop = catalogue.subscribe(() => {
      if (catalogue.get().procedures.length > 0) done()
    })
  })
}
