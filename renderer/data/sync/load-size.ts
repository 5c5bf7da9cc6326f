/**
 * How much text goes with one request. A line of 64 kbit/s must carry a load before the request is given up, and a good line should
 * not be asked a hundred times: the load grows while answers come quickly and shrinks when one does not come.
 */
export type LoadSize = {
  bytes(): number
  /** How long a request of so many bytes may take. */
  timeoutMs(bytes: number): number
  arrived(tookMs: number): void
  failed(): void
}

const smallest = 20_000
const first = 250_000
const largest = 1_000_000
const quickMs = 4000
/** The answer's own time, and the slowest line that counts as one: 16 kbit/s. */
const answerMs = 30_000
const bytesOfMs = 2

export function createLoadSize(): LoadSize {
  let size = first
  return {
    bytes: () => size,
    timeoutMs: (bytes) => answerMs + bytes / bytesOfMs,
    arrived(tookMs) {
      if (tookMs < quickMs) size = Math.min(largest, size * 2)
    },
    failed() {
      size = Math.max(smallest, size / 4)
    },
  }
}
