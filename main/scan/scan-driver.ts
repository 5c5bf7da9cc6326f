import type { Scanner, ScanOrder } from '#core/bridge/contract.ts'

/** One way to reach scanners: SANE on Linux, WIA on Windows. Failures are BridgeRefusals. */
export type ScanDriver = {
  list: () => Promise<Scanner[]>
  /** The next page as PNG; null when the feeder is empty. Aborting the signal ends the scan. */
  next: (order: ScanOrder, signal: AbortSignal) => Promise<Uint8Array<ArrayBuffer> | null>
  /** Lets go of the scanner between two pages of a feeder. */
  release: () => Promise<void>
}
