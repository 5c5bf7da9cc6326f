import { DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import { publishKey, refreshSlot, type Shell } from './enrol.ts'
import type { Entry } from './sign-in.ts'

const everyMs = 12 * 3_600_000

/**
 * What a desk owes the centre now and then: renewing its number slot, which lapses without contact, and publishing a signing
 * key that could not be published at sign-in. `renewed` is called when the slot was asked for.
 */
export function createContact(shell: Shell, entry: () => Entry, renewed: (device: DevicePaper) => Promise<void>): () => Promise<void> {
  let lastMs = Number.NEGATIVE_INFINITY
  return async () => {
    if (shell.now() - lastMs < everyMs) return
    const device = await shell.papers.find('device', DevicePaper)
    if (device === undefined) return
    const { person } = entry()
    const official = await shell.papers.find(`official:${person.login}`, OfficialPaper)
    if (official !== undefined) await publishKey(shell, device.device, official)
    await refreshSlot(shell, device)
    await renewed(device)
    lastMs = shell.now()
  }
}
