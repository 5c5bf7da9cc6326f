import { dayNumberOf } from '#core/calendar/day-number.ts'
import type { HighWater } from '#core/numbering/next-number.ts'
import { dayOf } from '#core/record/instant.ts'
import { SlotAnswer } from '../centre/answers.ts'
import { toHex } from '../sealing/base64.ts'
import { createSerial } from '../serial.ts'
import type { Shell } from '../session/enrol.ts'
import { makeFingerprint } from '../session/hardware.ts'
import { type DeskPapers, type DevicePaper, SlotPaper } from '../store/desk-papers.ts'

// A profile has one slot, and two askers at once would each replace the other's visit.
const inTurn = createSerial()

/**
 * Takes or renews the number slot; while the centre does not answer the old one stands until it lapses. Answers the device,
 * whose fingerprint is another where the desk had to take a new slot because the old one's numbers lie ahead of the centre's day.
 */
export function renewSlot(shell: Shell, device: DevicePaper, reached: HighWater | null): Promise<DevicePaper> {
  return inTurn(async () => {
    const answer = await askTwice(shell, device)
    if (answer?.serverTime === undefined || reached === null) return device
    if (dayNumberOf(reached.day) - dayNumberOf(dayOf(answer.serverTime)) <= 1) return device
    const anew = { ...device, fingerprint: makeFingerprint() }
    // A crash from here on leaves a slot that issues nothing, until the centre gives the new one.
    await shell.papers.put('device', anew)
    await askTwice(shell, anew)
    return anew
  })
}

/**
 * Each visit leaves a new random value here and at the centre, and the second one makes the centre forget the value before. A
 * copy of this profile, or an older state of it, then shows a value that no longer counts and gets a slot of its own.
 */
async function askTwice(shell: Shell, device: DevicePaper): Promise<SlotAnswer | undefined> {
  const answer = await ask(shell, device)
  return answer && ((await ask(shell, device)) ?? answer)
}

async function ask(shell: Shell, device: DevicePaper): Promise<SlotAnswer | undefined> {
  const nextVisit = toHex(crypto.getRandomValues(new Uint8Array(16)))
  const body = { fingerprint: await findShown(shell.papers, device), next: shown(device, nextVisit) }
  const answer = await shell.centre.ask('/api/slots', SlotAnswer, { method: 'POST', body })
  if (answer.kind !== 'ok') return undefined
  const { serverTime, ...granted } = answer.value
  const slot = { ...granted, device: device.device, fingerprint: device.fingerprint }
  await shell.papers.put('slot', { kind: 'slot', slot, visit: nextVisit })
  return answer.value
}

/** What this profile shows the centre at its next visit, which only its newest state knows. */
export async function findShown(papers: DeskPapers, device: DevicePaper): Promise<string> {
  const held = await papers.find('slot', SlotPaper)
  return shown(device, held?.slot.fingerprint === device.fingerprint ? held.visit : undefined)
}

const shown = ({ fingerprint }: DevicePaper, visit: string | undefined) => (visit === undefined ? fingerprint : `${fingerprint}.${visit}`)
