import { safeStorage } from 'electron'

/** The key store of the operating system: DPAPI, Keychain, libsecret or KWallet. */
export type Keeper = {
  /** Whether it can wrap at all. */
  available: boolean
  /** False where wrapping gives no real protection: Linux without a key ring (`basic_text` has a key that everyone knows). */
  strong: boolean
  /** Text to base64. */
  seal: (text: string) => string
  /** Base64 to text; throws where it was sealed elsewhere. */
  open: (sealed: string) => string
}

/** Call after `ready`. */
export function getKeeper(): Keeper {
  const available = safeStorage.isEncryptionAvailable()
  return {
    available,
    strong: available && (process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())),
    seal: (text) => safeStorage.encryptString(text).toString('base64'),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, 'base64')),
  }
}
