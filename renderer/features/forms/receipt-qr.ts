const shape = /^([A-Z0-9.]{3,30}-\d{6,8}-\d{4,7})\|([0-9A-Z]{4,12})$/i

/** What the QR of a form says: dossier code and look-up secret. Plain ASCII, so that a keyboard-wedge scanner types it unbent. */
export function writeReceiptQr(code: string, lookupSecret: string): string {
  return `${code}|${lookupSecret}`
}

/** Reads a QR of ours; undefined where it is something else. */
export function findReceiptInQr(text: string): { code: string; lookupSecret: string } | undefined {
  const match = shape.exec(text.trim())
  return match?.[1] && match[2] ? { code: match[1].toUpperCase(), lookupSecret: match[2].toUpperCase() } : undefined
}
