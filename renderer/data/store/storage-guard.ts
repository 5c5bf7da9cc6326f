import { DeskFailure } from '../desk-failure.ts'

/** Runs a write; a full disk or broken storage becomes a failure that the page can name. */
export async function guardStorage<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (cause) {
    if (cause instanceof DeskFailure) throw cause
    throw new DeskFailure(/quota|disk|space/i.test(String(cause)) ? 'storage_full' : 'storage_failed', cause)
  }
}
