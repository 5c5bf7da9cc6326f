import { toBase64, toHex } from '../sealing/base64.ts'
import type { DevicePaper } from '../store/desk-papers.ts'
import type { Shell } from './enrol.ts'

/** A fingerprint for a profile that has none, or that must take a new number slot. */
export function makeFingerprint(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(32)))
}

/**
 * Finds out whether this profile was copied to another PC: the OS key store there cannot open what this one wrapped. The copy
 * takes a fingerprint of its own, so that it issues no number before the centre has given it a slot of its own, and a mark of the PC it
 * is on now, so that a copy of the copy is noticed too.
 */
export async function noticeMove(shell: Shell, device: DevicePaper): Promise<DevicePaper> {
  const proof = device.osWrapped ?? device.mark ?? null
  if (proof === null) return device
  const answer = await shell.bridge.keyStore.unwrap({ wrapped: proof })
  if (answer.ok) return device
  const moved = { ...device, fingerprint: makeFingerprint(), osWrapped: null, mark: await makeMark(shell) }
  await shell.papers.put('device', moved)
  return moved
}

async function makeMark({ bridge }: Shell): Promise<string | null> {
  const answer = await bridge.keyStore.wrap({ secret: toBase64(crypto.getRandomValues(new Uint8Array(16))) })
  return answer.ok ? answer.value.wrapped : null
}
