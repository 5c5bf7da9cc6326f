import type { Bridge } from '#core/bridge/contract.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { fromBase64, toBase64 } from '../sealing/base64.ts'
import { importSealKey, openBytes, sealBytes } from '../sealing/seal.ts'
import type { DevicePaper } from '../store/desk-papers.ts'
import { findJoinKey, makeJoinKey } from './join-key.ts'

/** The data key while it is being handed on: raw bytes, never stored. */
export type DataKey = Uint8Array<ArrayBuffer>

export function makeDataKey(): DataKey {
  return crypto.getRandomValues(new Uint8Array(32))
}

export async function wrapWithPassword(dataKey: DataKey, passwordKey: CryptoKey, login: string): Promise<string> {
  return toBase64(await sealBytes(passwordKey, `data-key/${login}`, dataKey))
}

/** The data key as an official's password opens it; undefined where the password is another. */
export async function unwrapWithPassword(wrapped: string, passwordKey: CryptoKey, login: string): Promise<DataKey | undefined> {
  try {
    return await openBytes(passwordKey, `data-key/${login}`, fromBase64(wrapped))
  } catch {
    return undefined
  }
}

export type DeviceWraps = Pick<DevicePaper, 'osWrapped' | 'centreWrapped'>

/**
 * Wraps the data key so that an official new to this PC can be let in while nobody else is at it: by the OS key store, or
 * where that gives no real protection by a key which only the centre holds and which a revoked device can no longer fetch.
 */
export async function wrapForDevice(dataKey: DataKey, bridge: Bridge, centre: CentreClient): Promise<DeviceWraps> {
  if (await hasKeyStore(bridge)) {
    const answer = await bridge.keyStore.wrap({ secret: toBase64(dataKey) })
    if (answer.ok) return { osWrapped: answer.value.wrapped, centreWrapped: null }
  }
  const joinKey = await makeJoinKey(centre)
  if (joinKey === undefined) return { osWrapped: null, centreWrapped: null }
  return { osWrapped: null, centreWrapped: toBase64(await sealBytes(await importSealKey(joinKey), 'data-key/join', dataKey)) }
}

/** The data key without a known official's password; else why neither key store nor centre gives it. */
export async function unwrapForDevice(
  device: DevicePaper,
  bridge: Bridge,
  centre: CentreClient,
): Promise<DataKey | 'key_missing' | 'unreachable'> {
  if (device.osWrapped !== null) {
    const answer = await bridge.keyStore.unwrap({ wrapped: device.osWrapped })
    if (answer.ok) return fromBase64(answer.value.secret)
  }
  if (device.centreWrapped === null) return 'key_missing'
  const joinKey = await findJoinKey(centre)
  if (joinKey === 'missing') return 'key_missing'
  if (joinKey === 'unreachable') return 'unreachable'
  return openBytes(await importSealKey(joinKey), 'data-key/join', fromBase64(device.centreWrapped))
}

async function hasKeyStore(bridge: Bridge): Promise<boolean> {
  const info = await bridge.shell.info()
  return info.ok && info.value.can.keyStore && info.value.keyStore === 'os'
}
