import type { Bridge } from '#core/bridge/contract.ts'
import { AnyAnswer, DeviceAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { SignInFailure } from '../desk.ts'
import { findShown } from '../numbering/slot-lease.ts'
import type { DeskPapers, DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import { makeFingerprint } from './hardware.ts'

/** What signing in works with. */
export type Shell = {
  centre: CentreClient
  bridge: Bridge
  papers: DeskPapers
  /** Whether the centre has revoked this desk. */
  locked(): boolean
  now: () => number
}

type Enrolment = { ok: true; device: DevicePaper } | { ok: false; failure: SignInFailure }

/**
 * Makes this PC known to the centre, or finds that it is. A PC whose cookie was lost proves who it was and stays the same device,
 * with its number slot and its chain of events; where it cannot it becomes a new one and keeps what it holds. A revoked one stays out.
 */
export async function enrolDesk(shell: Shell, known: DevicePaper | undefined, deskName: string | undefined): Promise<Enrolment> {
  if (known !== undefined) {
    const current = await shell.centre.ask('/api/device', DeviceAnswer)
    if (current.kind === 'ok') return { ok: true, device: sameOrNew(known, current.value) }
    if (current.kind === 'unreachable') return { ok: true, device: known }
    if (current.code === 'device_revoked') return { ok: false, failure: 'device_revoked' }
  }
  const fingerprint = known?.fingerprint ?? makeFingerprint()
  const proof = known === undefined ? {} : { known: { device: known.device, shown: await findShown(shell.papers, known) } }
  const body = { deskName: deskName?.trim() || known?.deskName || 'Quầy mới', fingerprint, ...proof }
  const enrolled = await shell.centre.ask('/api/devices', DeviceAnswer, { method: 'POST', body })
  if (enrolled.kind === 'ok') return { ok: true, device: withWraps(toPaper(enrolled.value, fingerprint), known) }
  return { ok: false, failure: enrolled.kind === 'refused' && enrolled.code === 'device_revoked' ? 'device_revoked' : 'unreachable' }
}

/** Publishes the official's signing key; a centre that does not answer is asked again at the next sign-in. */
export async function publishKey(shell: Shell, device: string, official: OfficialPaper): Promise<void> {
  const { keyId, jwk, published } = official.signing
  if (published) return
  const answer = await shell.centre.ask('/api/keys', AnyAnswer, { method: 'POST', body: { keyId, device, jwk } })
  if (answer.kind === 'ok')
    await shell.papers.put(`official:${official.login}`, { ...official, signing: { ...official.signing, published: true } })
}

function toPaper(answer: DeviceAnswer, fingerprint: string): DevicePaper {
  return { kind: 'device', ...answer, fingerprint, osWrapped: null, centreWrapped: null, recoveryWrapped: null }
}

/** The same device goes on with what wraps its data key. */
function withWraps(device: DevicePaper, known: DevicePaper | undefined): DevicePaper {
  if (known?.device !== device.device) return device
  const { osWrapped, centreWrapped, mark, recoveryWrapped } = known
  return { ...device, osWrapped, centreWrapped, mark, recoveryWrapped }
}

function sameOrNew(known: DevicePaper, answer: DeviceAnswer): DevicePaper {
  return { ...known, device: answer.device, deskName: answer.deskName, agencyName: answer.agencyName, databases: answer.databases }
}
