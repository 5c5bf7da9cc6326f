import type { Numbering } from '../numbering/numbering.ts'
import { renewSlot } from '../numbering/slot-lease.ts'
import { DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import { publishKey, type Shell } from './enrol.ts'
import type { Entry } from './sign-in.ts'

const everyMs = 12 * 3_600_000

/** The numbers of this desk, as far as keeping its slot needs them. */
type Numbers = Pick<Numbering, 'reached' | 'problem' | 'load'>

/**
 * What a desk owes the centre now and then: renewing its number slot, which lapses without contact, and publishing a signing
 * key that could not be published at sign-in.
 */
export function createContact(shell: Shell, entry: () => Entry, numbers: Numbers): () => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY
  return async () => {
    // A desk that can issue nothing asks in every round; and a clock set back a long way must not stretch the wait.
    if (numbers.problem() === null && Math.abs(shell.now() - lastMs) < everyMs) return
    const device = await shell.papers.find('device', DevicePaper)
    if (device === undefined) return
    const { person } = entry()
    const official = await shell.papers.find(`official:${person.login}`, OfficialPaper)
    if (official !== undefined) await publishKey(shell, device.device, official)
    const { fingerprint } = await renewSlot(shell, device, numbers.reached())
    await numbers.load(fingerprint)
    lastMs = shell.now()
  }
}
