import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makePairingLine, parsePairingLine } from '#core/hub/pairing-line.ts'

const fingerprints = fc.stringMatching(/^[0-9a-f]{64}$/)
const origin = 'https://192.168.1.10:8480'

describe('the pairing line of a hub', () => {
  test('gives back the address and the whole fingerprint', () => {
    fc.assert(
      fc.property(fingerprints, (fingerprint) => {
        expect(parsePairingLine(makePairingLine({ origin, fingerprint }))).toEqual({ origin, fingerprint })
      }),
    )
  })

  test('is read whatever the typist does with case, spaces, dashes, the letters that look like digits, and the beginning', () => {
    const fingerprint = '0123456789abcdef'.repeat(4)
    const line = makePairingLine({ origin, fingerprint })
    const code = line.split('#')[1] ?? ''
    const typed = [
      line.toLowerCase(),
      line.replaceAll('-', ' '),
      `192.168.1.10:8480#${code.replaceAll('-', '')}`,
      `  ${line.replace('#', '\n#')} `,
      `MOTCUA1:${origin}/#${code.replaceAll('0', 'o').replaceAll('1', 'l')}`,
    ]
    for (const one of typed) expect(parsePairingLine(one)).toEqual({ origin, fingerprint })
  })

  test('never takes a slip of one character for the hub it was meant for', () => {
    fc.assert(
      fc.property(fingerprints, fc.nat(51), fc.nat(30), (fingerprint, at, step) => {
        const line = makePairingLine({ origin, fingerprint })
        const code = (line.split('#')[1] ?? '').replaceAll('-', '')
        const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const wrong = letters.charAt((letters.indexOf(code.charAt(at)) + step + 1) % 32)
        const parsed = parsePairingLine(`${origin}#${code.slice(0, at)}${wrong}${code.slice(at + 1)}`)
        // A slip that the check does not see still leads to no hub: no machine has that certificate.
        expect(parsed?.fingerprint).not.toBe(fingerprint)
      }),
    )
  })

  test('is none where anything is missing, where the way is not TLS, or where two lines run together', () => {
    const line = makePairingLine({ origin, fingerprint: 'ab'.repeat(32) })
    const code = line.split('#')[1] ?? ''
    for (const wrong of [
      '',
      origin,
      `#${code}`,
      line.slice(0, -1),
      `http://192.168.1.10#${code}`,
      `${line}#${code}`,
      `${origin}/path#${code}`,
      `user@host#${code}`,
    ])
      expect(parsePairingLine(wrong)).toBeUndefined()
  })
})
