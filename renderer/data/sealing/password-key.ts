import { scryptAsync } from '@noble/hashes/scrypt.js'
import { fromBase64, toBase64 } from './base64.ts'
import { importSealKey } from './seal.ts'

/** 32 MB of memory and some 150 ms a try: dear for whoever guesses, bearable at the counter. */
const cost = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 }

export function makeSalt(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(16)))
}

/** The key that a password stands for. Same letters, same key, however the keyboard composed their marks. */
export async function derivePasswordKey(password: string, salt: string): Promise<CryptoKey> {
  const raw = await scryptAsync(new TextEncoder().encode(password.normalize('NFC')), fromBase64(salt), cost)
  return importSealKey(new Uint8Array(raw))
}
