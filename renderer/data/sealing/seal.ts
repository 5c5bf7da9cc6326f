import { fromBase64, toBase64 } from './base64.ts'

const ivLength = 12
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Seals bytes: 12 random bytes, then AES-256-GCM. `label` (the record's id) is authenticated, so a sealed text cannot change places. */
export async function sealBytes(key: CryptoKey, label: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(label) }, key, bytes)
  const whole = new Uint8Array(ivLength + sealed.byteLength)
  whole.set(iv)
  whole.set(new Uint8Array(sealed), ivLength)
  return whole
}

/** Opens what `sealBytes` made; throws where key, label or bytes are not the same. */
export async function openBytes(key: CryptoKey, label: string, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = sealed.subarray(0, ivLength)
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: encoder.encode(label) }, key, sealed.subarray(ivLength))
  return new Uint8Array(plain)
}

export async function sealJson(key: CryptoKey, label: string, value: unknown): Promise<string> {
  return toBase64(await sealBytes(key, label, encoder.encode(JSON.stringify(value))))
}

/** The JSON sealed under `label`. It is our own and authenticated, so it is not parsed again by a schema. */
export async function openJson<T>(key: CryptoKey, label: string, sealed: string): Promise<T> {
  return JSON.parse(decoder.decode(await openBytes(key, label, fromBase64(sealed))))
}

/** An AES-256-GCM key from 32 raw bytes; cannot be exported again. */
export function importSealKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
