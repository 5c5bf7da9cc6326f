const code = '[A-Z0-9.]{3,30}-\\d{6,8}-\\d{4,7}'
const plain = new RegExp(`^(${code})\\|([0-9A-Z]{4,12})$`, 'i')
/** A Vietnamese keyboard may bend a scanned address, never the digits behind `/tc/`. */
const address = new RegExp(`^\\S{3,200}/tc/(${code})/(\\S{4,16}?)/?$`, 'i')

/** What a receipt carries: dossier code, and the secret that opens the public look-up with it. */
export type ReceiptQr = { code: string; lookupSecret: string }

/**
 * What the QR of a form says. With the province's public address it is a link that any phone opens
 * (`https://tra-cuu.example/tc/<code>/<secret>`); without one it is `<code>|<secret>`. Plain ASCII, so that a keyboard-wedge
 * scanner types it unbent.
 * @param site public address of the look-up, e.g. `https://tra-cuu.example`; null where the province has none
 */
export function writeReceiptQr(receipt: ReceiptQr, site: string | null): string {
  if (site === null) return `${receipt.code}|${receipt.lookupSecret}`
  return `${site.replace(/\/+$/, '')}/tc/${receipt.code}/${receipt.lookupSecret}`
}

/** Reads a QR of ours, of either form; undefined where it is something else. */
export function findReceiptInQr(text: string): ReceiptQr | undefined {
  const match = plain.exec(text.trim()) ?? address.exec(text.trim())
  return match?.[1] && match[2] ? { code: match[1].toUpperCase(), lookupSecret: match[2].toUpperCase() } : undefined
}
