import { fromLetters, toLetters } from './base32.ts'

const prefix = 'MOTCUA1:'
const letterCount = 52

/** Where an office hub is, and the SHA-256 of its certificate: 64 lower-case hex digits. */
export type HubAddress = { origin: string; fingerprint: string }

/**
 * The line that a hub shows and a desk is given: address, then the certificate's fingerprint in Crockford's base 32 (no letters that
 * look like digits), in groups of four; the last four of its 260 bits are a check, so that a slip of the typist is found at once.
 */
export function makePairingLine({ origin, fingerprint }: HubAddress): string {
  return `${prefix}${origin}#${toLetters(BigInt(`0x${fingerprint}${checkOf(fingerprint)}`), letterCount)}`
}

/** The address of a pairing line, typed or pasted: spaces, dashes and case do not matter; undefined where it is none. */
export function parsePairingLine(text: string): HubAddress | undefined {
  const [address = '', code = '', ...rest] = text
    .replaceAll(/\s/g, '')
    .replace(new RegExp(`^${prefix}`, 'i'), '')
    .split('#')
  const origin = originOf(address)
  const fingerprint = decode(code)
  return rest.length > 0 || origin === undefined || fingerprint === undefined ? undefined : { origin, fingerprint }
}

function originOf(address: string): string | undefined {
  const [, host, port] = /^(?:https:\/\/)?([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?\/?$/i.exec(address) ?? []
  if (host === undefined || Number(port ?? 1) > 65_535) return undefined
  return `https://${host.toLowerCase()}${port === undefined || port === '443' ? '' : `:${port}`}`
}

function decode(code: string): string | undefined {
  const bits = fromLetters(code, letterCount)
  if (bits === undefined) return undefined
  const hex = bits.toString(16).padStart(65, '0')
  const fingerprint = hex.slice(0, 64)
  return hex.slice(64) === checkOf(fingerprint) ? fingerprint : undefined
}

/** One hex digit: a weighted sum, so that two digits that changed places do not hide each other. */
function checkOf(fingerprint: string): string {
  const sum = [...fingerprint].reduce((total, digit, index) => total + Number.parseInt(digit, 16) * (2 * (index % 8) + 1), 0)
  return (sum % 16).toString(16)
}
