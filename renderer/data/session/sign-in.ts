import type { Person } from '#core/person/person.ts'
import type { Instant } from '#core/record/instant.ts'
import { epochMsOf, toInstant } from '#core/record/instant.ts'
import { AnyAnswer, SessionAnswer } from '../centre/answers.ts'
import type { SignInFailure } from '../desk.ts'
import { renewSlot } from '../numbering/slot-lease.ts'
import { derivePasswordKey, makeSalt } from '../sealing/password-key.ts'
import { importSealKey, openJson, sealJson } from '../sealing/seal.ts'
import { makeSigningKey, openSigningKey, type StoredSigningKey } from '../sealing/signing-key.ts'
import { DevicePaper, OfficialPaper } from '../store/desk-papers.ts'
import { enrolDesk, publishKey, type Shell } from './enrol.ts'
import { noticeMove } from './hardware.ts'
import { type DataKey, makeDataKey, unwrapForDevice, unwrapWithPassword, wrapForDevice, wrapWithPassword } from './key-ring.ts'
import { clearWrongTries, countWrongTry, findLockOut } from './lock-out.ts'

/** What a successful sign-in hands to the rest of the desk. */
export type Entry = { device: DevicePaper; person: Person; dataKey: CryptoKey; signingKey: CryptoKey; keyId: string; online: boolean }
export type SignInInput = { login: string; password: string; deskName?: string }
export type SignInOutcome =
  | { ok: true; entry: Entry }
  /** `dataKey` opens the records of a revoked desk once more, to hand in what it had not sent. */
  | { ok: false; failure: SignInFailure; retryAfterSeconds?: number; dataKey?: CryptoKey }

/** Days an official may work on this PC without the centre having confirmed them. */
const offlineValidMs = 14 * 24 * 3_600_000

/** Online where the centre answers; its no counts even if an old password would still open this PC. */
export async function signIn(shell: Shell, input: SignInInput): Promise<SignInOutcome> {
  const login = input.login.trim().toLowerCase()
  const locked = await findLockOut(shell, login)
  if (locked !== undefined) return { ok: false, failure: 'locked_out', retryAfterSeconds: locked }
  const answer = await shell.centre.ask('/api/session', SessionAnswer, {
    method: 'POST',
    body: { login, password: input.password },
    timeoutMs: 8000,
  })
  if (answer.kind === 'unreachable') return signInOffline(shell, login, input.password)
  if (answer.kind === 'ok') return signInOnline(shell, { ...input, login }, answer.value)
  if (answer.code === 'locked_out') return { ok: false, failure: 'locked_out', retryAfterSeconds: answer.retryAfterSeconds ?? 300 }
  if (answer.code === 'device_revoked') return { ok: false, failure: 'device_revoked' }
  return answer.status === 401 || answer.status === 400 ? wrongPassword(shell, login) : { ok: false, failure: 'unreachable' }
}

async function signInOffline(shell: Shell, login: string, password: string): Promise<SignInOutcome> {
  const known = await shell.papers.find('device', DevicePaper)
  const official = await shell.papers.find(`official:${login}`, OfficialPaper)
  if (known === undefined) return { ok: false, failure: 'unreachable' }
  if (shell.locked()) return { ok: false, failure: 'device_revoked' }
  if (official === undefined) return { ok: false, failure: 'offline_and_not_enrolled' }
  const passwordKey = await derivePasswordKey(password, official.salt)
  const raw = await unwrapWithPassword(official.wrappedDataKey, passwordKey, login)
  if (raw === undefined) return wrongPassword(shell, login)
  if (shell.now() - epochMsOf(official.lastOnline) > offlineValidMs) return { ok: false, failure: 'offline_too_long' }
  const dataKey = await importSealKey(raw)
  const person = await openJson<Person>(dataKey, official.person, official.sealedPerson)
  const signingKey = await openSigningKey(passwordKey, login, storedSigning(official))
  const device = await noticeMove(shell, known)
  await clearWrongTries(shell, login)
  // A full disk must not lock anybody out of the work that is saved here; the date only orders the list of officials.
  await shell.papers.put(`official:${login}`, { ...official, lastSignIn: toInstant(shell.now()) }).catch(() => undefined)
  return { ok: true, entry: { device, person, dataKey, signingKey, keyId: official.signing.keyId, online: false } }
}

async function signInOnline(shell: Shell, input: SignInInput, answer: SessionAnswer): Promise<SignInOutcome> {
  const before = await shell.papers.find('device', DevicePaper)
  const known = before && (await noticeMove(shell, before))
  if (known !== undefined && known.agency !== answer.agency) return refuseEntry(shell, 'other_agency')
  const desk = await enrolDesk(shell, known, input.deskName)
  const official = await shell.papers.find(`official:${input.login}`, OfficialPaper)
  if (!desk.ok) return refuseEntry(shell, desk.failure, await findKeyToHandIn(desk.failure, official, input))
  const salt = official?.salt ?? makeSalt()
  const passwordKey = await derivePasswordKey(input.password, salt)
  const found = await findDataKey(shell, known, official, passwordKey)
  if (typeof found === 'string') return refuseEntry(shell, found)
  const device = await keepDevice(shell, desk.device, known, found)
  const signing = await findSigning(official, passwordKey, input.login)
  const dataKey = await importSealKey(found)
  const at = toInstant(shell.now())
  const paper = await makePaper({ input, answer, at, salt, passwordKey, found, dataKey, signing })
  await shell.papers.put(`official:${input.login}`, paper)
  await clearWrongTries(shell, input.login)
  await publishKey(shell, device.device, paper)
  await renewSlot(shell, device, null)
  const signingKey = await openSigningKey(passwordKey, input.login, signing)
  return { ok: true, entry: { device, person: answer.person, dataKey, signingKey, keyId: signing.keyId, online: true } }
}

/** The key that seals this PC: from the official's own slot, else from the device's, else (a new PC) a fresh one. */
async function findDataKey(
  shell: Shell,
  device: DevicePaper | undefined,
  official: OfficialPaper | undefined,
  passwordKey: CryptoKey,
): Promise<DataKey | 'key_missing' | 'unreachable'> {
  if (device === undefined) return makeDataKey()
  const own = official && (await unwrapWithPassword(official.wrappedDataKey, passwordKey, official.login))
  return own ?? unwrapForDevice(device, shell.bridge, shell.centre)
}

async function keepDevice(shell: Shell, device: DevicePaper, known: DevicePaper | undefined, dataKey: DataKey): Promise<DevicePaper> {
  const wrapped = (known?.osWrapped ?? known?.centreWrapped ?? null) !== null && device.device === known?.device
  const kept = wrapped ? device : { ...device, ...(await wrapForDevice(dataKey, shell.bridge, shell.centre)) }
  if (kept !== known) await shell.papers.put('device', kept)
  return kept
}

/** The official's signing key of this PC; a changed password cannot open the old one, so it takes a new one. */
async function findSigning(
  official: OfficialPaper | undefined,
  passwordKey: CryptoKey,
  login: string,
): Promise<StoredSigningKey & { published: boolean }> {
  if (official !== undefined) {
    const stored = storedSigning(official)
    const opens = await openSigningKey(passwordKey, login, stored).then(
      () => true,
      () => false,
    )
    if (opens) return { ...stored, published: official.signing.published }
  }
  return { ...(await makeSigningKey(passwordKey, login)), published: false }
}

type PaperParts = {
  input: SignInInput
  answer: SessionAnswer
  at: Instant
  salt: string
  passwordKey: CryptoKey
  found: DataKey
  dataKey: CryptoKey
  signing: StoredSigningKey & { published: boolean }
}

async function makePaper({ input, answer, at, salt, passwordKey, found, dataKey, signing }: PaperParts): Promise<OfficialPaper> {
  const { person } = answer
  return OfficialPaper.parse({
    kind: 'official',
    login: input.login,
    person: person.id,
    name: person.name,
    salt,
    wrappedDataKey: await wrapWithPassword(found, passwordKey, input.login),
    signing,
    sealedPerson: await sealJson(dataKey, person.id, person),
    lastSignIn: at,
    lastOnline: at,
  })
}

async function refuseEntry(shell: Shell, failure: SignInFailure, dataKey?: CryptoKey): Promise<SignInOutcome> {
  await shell.centre.ask('/api/session', AnyAnswer, { method: 'DELETE' })
  return { ok: false, failure, ...(dataKey === undefined ? {} : { dataKey }) }
}

/** Whoever has worked here before can open a revoked desk for handing in; the centre has just confirmed their password. */
async function findKeyToHandIn(
  failure: SignInFailure,
  official: OfficialPaper | undefined,
  input: SignInInput,
): Promise<CryptoKey | undefined> {
  if (failure !== 'device_revoked' || official === undefined) return undefined
  const passwordKey = await derivePasswordKey(input.password, official.salt)
  const raw = await unwrapWithPassword(official.wrappedDataKey, passwordKey, official.login)
  return raw && importSealKey(raw)
}

async function wrongPassword(shell: Shell, login: string): Promise<SignInOutcome> {
  const retryAfterSeconds = await countWrongTry(shell, login)
  return retryAfterSeconds === null ? { ok: false, failure: 'wrong_password' } : { ok: false, failure: 'locked_out', retryAfterSeconds }
}

function storedSigning(official: OfficialPaper): StoredSigningKey {
  return { keyId: official.signing.keyId, jwk: official.signing.jwk, wrapped: official.signing.wrapped }
}
