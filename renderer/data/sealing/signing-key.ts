import { canonicalJson } from '#core/journal/event.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { openBytes, sealBytes } from './seal.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/** The public half as it is published, and the private half wrapped by its owner's password key only. */
export type StoredSigningKey = { keyId: string; jwk: JsonWebKey; wrapped: string }

/** Makes an official's signing key for this desk. */
export async function makeSigningKey(passwordKey: CryptoKey, login: string): Promise<StoredSigningKey> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const keyId = `key:${crypto.randomUUID()}`
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const wrapped = toBase64(await sealBytes(passwordKey, `${login}/${keyId}`, secret))
  return { keyId, jwk: { kty, crv, x, y } as JsonWebKey, wrapped }
}

export async function openSigningKey(passwordKey: CryptoKey, login: string, stored: StoredSigningKey): Promise<CryptoKey> {
  const secret = await openBytes(passwordKey, `${login}/${stored.keyId}`, fromBase64(stored.wrapped))
  return crypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign'])
}

/** ECDSA over the canonical JSON, base64. */
export async function signRecord(key: CryptoKey, record: unknown): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson(record))
  return toBase64(new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, text)))
}
