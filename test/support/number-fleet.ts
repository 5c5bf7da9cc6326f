import { findDoubledCodes, type NumberedDossier } from '#core/numbering/doubled-codes.ts'
import { DossierId, makeUlid } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { copyProfile, enrolProfile, type NumberDesk, openNumberDesk, type Profile } from './number-desk.ts'

export type FleetOptions = {
  origin: string
  /** Desks that are enrolled; copies come on top. */
  desks: number
  /** Acts in all. */
  acts: number
  seed: number
  official: { login: string; password: string }
  /** The centre's clock; the fleet moves it on. */
  clock: { nowMs: number }
  /** Also restores whole disks on the same PC and lets them number before they meet the centre: the one case nobody can see offline. */
  diskImages: boolean
}

/** `doubled`: codes that two dossiers bear. `cases`: those of them that are found at first contact and become cases. */
export type FleetResult = {
  desks: number
  issued: number
  refused: number
  restored: number
  cloned: number
  doubled: number
  cases: number
}

const dayMs = 86_400_000
const yearMs = 365 * dayMs

/** Plays a fleet of desks that number offline: clocks ten years off, power cuts, eviction, backups restored, profiles cloned. */
export async function playFleet(options: FleetOptions): Promise<FleetResult> {
  const random = randomOf(options.seed)
  const pick = (below: number) => Math.floor(random() * below)
  const desks: NumberDesk[] = []
  const backups: { profile: Profile; pc: string }[] = []
  const dossiers: NumberedDossier[] = []
  const result: FleetResult = { desks: 0, issued: 0, refused: 0, restored: 0, cloned: 0, doubled: 0, cases: 0 }
  const { clock, origin } = options
  const open = async (profile: Profile, pc: string) => {
    const desk = openNumberDesk({ origin, pc, profile, trueNow: () => clock.nowMs })
    await desk.start()
    desks.push(desk)
    return desk
  }
  const issue = async (desk: NumberDesk) => {
    const code = await desk.issue(random() < 0.05)
    if (!code.startsWith('H')) {
      result.refused += 1
      return
    }
    result.issued += 1
    const id = DossierId.parse(`dossier:${makeUlid(clock.nowMs, randomBytes(random))}`)
    dossiers.push({ id, code, book: null, receivedAt: toInstant(clock.nowMs), agency: 'h53-27712' })
  }
  for (let index = 0; index < options.desks; index++) {
    const pc = `pc-${index}`
    const desk = await open(await enrolProfile(origin, pc, options.official), pc)
    await desk.meet()
  }
  for (let act = 0; act < options.acts; act++) {
    clock.nowMs += pick(40) * 60_000
    const desk = desks[pick(desks.length)]
    if (desk === undefined) continue
    const what = random()
    if (what < 0.7) await issue(desk)
    else if (what < 0.78) desk.clockOffsetMs = random() < 0.5 ? 0 : Math.round((random() * 20 - 10) * yearMs)
    else if (what < 0.88) await meetAtTrueTime(desk)
    else if (what < 0.92) await desk.evict()
    else if (what < 0.95) backups.push({ profile: copyProfile(desk.profile), pc: desk.pc })
    else await bringBack(act)
  }
  async function bringBack(act: number): Promise<void> {
    const backup = backups[pick(backups.length)]
    if (backup === undefined) return
    const kind = random()
    if (kind < 0.5) {
      // A copy on another PC beside the first: it may number only after the centre gave it a slot of its own.
      await issue(await open(copyProfile(backup.profile), `copy-${act}`))
      result.cloned += 1
      return
    }
    const desk = desks.find(({ pc }) => pc === backup.pc)
    if (desk === undefined) return
    desk.profile = copyProfile(backup.profile)
    if (!options.diskImages) {
      // Another disk or key store, as after a repair.
      desk.pc = `repaired-${act}`
    }
    await desk.start()
    result.restored += 1
    await issue(desk)
  }
  result.desks = desks.length
  const codes = new Set(dossiers.map(({ code }) => code))
  result.doubled = dossiers.length - codes.size
  result.cases = findDoubledCodes(dossiers).length
  return result
}

/** A line brings the true time too: officials do not work on with a clock that the screen calls wrong. */
async function meetAtTrueTime(desk: NumberDesk): Promise<void> {
  desk.clockOffsetMs = 0
  await desk.meet()
}

function randomBytes(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256))
}

/** Mulberry32: the same seed plays the same fleet. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
