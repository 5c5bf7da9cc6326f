import { DeskFailure } from '../desk-failure.ts'

/** Where the data key lies while somebody is signed in; never on disk in the open. */
export type Vault = { key(): CryptoKey; isOpen(): boolean; open(key: CryptoKey): void; close(): void }

export function createVault(): Vault {
  let held: CryptoKey | null = null
  return {
    key() {
      if (held === null) throw new DeskFailure('signed_out')
      return held
    },
    isOpen: () => held !== null,
    open(key) {
      held = key
    },
    close() {
      held = null
    },
  }
}
