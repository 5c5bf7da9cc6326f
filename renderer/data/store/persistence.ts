import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'

/**
 * Asks the browser to keep this profile's storage: without that promise it may throw unsent work away when the disk is short.
 * Null until it has answered; some browsers ask the person first, so nothing waits for it.
 */
export function askToPersist(): Live<boolean | null> {
  const answer = createSource<boolean | null>(null)
  askStorage().then(
    (persisted) => answer.set(persisted),
    () => answer.set(false),
  )
  return answer
}

async function askStorage(): Promise<boolean> {
  // Browsers leave the whole interface out where the page did not come over a safe line.
  const storage: StorageManager | undefined = navigator.storage
  if (storage?.persist === undefined) return false
  return (await storage.persisted()) || storage.persist()
}

/** Share of the storage that this profile may use which it has used, 0–1; null where the browser does not say. */
export async function askUsedShare(): Promise<number | null> {
  const storage: StorageManager | undefined = navigator.storage
  const { usage, quota } = (await storage?.estimate?.()) ?? {}
  return usage === undefined || quota === undefined || quota === 0 ? null : usage / quota
}
