/**
 * Characters further apart than this do not belong together. A scanner sends one every 5–20 ms, but a busy old PC hands them on late;
 * the shape below, which nobody types, tells a scan from a person, so that the gap may be wide.
 */
export const maxGapMs = 250

/** Twelve digits and `|` (a citizen card); a dossier code and `|`, or a link that ends with one (our own QR, without and with an address). */
const scanShape = /^(\d{12}\||[A-Z0-9.]{3,30}-\d{6,8}-\d{4,7}\||\S{3,200}\/tc\/[A-Z0-9.]{3,30}-\d{6,8}-\d{4,7}\/)/i

/**
 * A code of something else (a bank's, a link): this many characters, faster on average than any hand. The 30 ms are a scanner's; a key
 * held down repeats about as fast, but always the same sign.
 */
const foreignScan = { length: 20, meanGapMs: 30, signs: 5 }

/** What to do with a key: let it through, keep it from the page, or take the finished scan. */
export type WedgeVerdict = { kind: 'pass'; burstStarted: boolean } | { kind: 'swallow' } | { kind: 'scan'; text: string }

/**
 * Tells a keyboard-wedge scanner from a person by speed and shape. Feed it every key with its time; characters before the
 * shape is known have already reached the focused field, so the caller puts that field back as it was when the burst began. A code of
 * another shape is told by speed alone, once its Enter comes.
 */
export function createWedgeReader() {
  let text = ''
  let firstMs = 0
  let lastMs = Number.NEGATIVE_INFINITY
  const isScan = () => scanShape.test(text)
  const isForeign = () =>
    text.length >= foreignScan.length &&
    (lastMs - firstMs) / (text.length - 1) <= foreignScan.meanGapMs &&
    new Set(text).size >= foreignScan.signs

  return {
    key(key: string, timeMs: number): WedgeVerdict {
      const inBurst = timeMs - lastMs <= maxGapMs
      if (!inBurst) text = ''
      if (key === 'Enter' || key === 'Tab') {
        const scanned = text
        const complete = isScan() || isForeign()
        text = ''
        return complete ? { kind: 'scan', text: scanned } : { kind: 'pass', burstStarted: false }
      }
      if (key === 'Backspace') {
        // A Vietnamese keyboard rewrites a syllable by deleting and typing again.
        text = text.slice(0, -1)
        lastMs = timeMs
        return isScan() ? { kind: 'swallow' } : { kind: 'pass', burstStarted: false }
      }
      if ([...key].length !== 1) return { kind: 'pass', burstStarted: false }
      const burstStarted = text === ''
      if (burstStarted) firstMs = timeMs
      const known = isScan()
      text += key
      lastMs = timeMs
      return known ? { kind: 'swallow' } : { kind: 'pass', burstStarted }
    },
    /** The scan of a scanner that sends no Enter: to be asked once keys have stopped. */
    takeIfDone(nowMs: number): string | null {
      if (!isScan() || nowMs - lastMs <= maxGapMs) return null
      const scanned = text
      text = ''
      return scanned
    },
  }
}
