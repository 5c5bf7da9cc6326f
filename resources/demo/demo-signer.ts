import { webcrypto } from 'node:crypto'
import type { Person } from '#core/person/person.ts'
import type { Instant } from '#core/record/instant.ts'
import type { DemoDevice } from './demo-staff.ts'

/** A key that exists only while the demo is made: it signs the demo's events, its public half goes to the people's records. */
export type DemoSigner = { keyId: string; jwk: Person['keys'][number]['jwk']; signEvent: (unsigned: string) => Promise<string> }

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

export async function makeDemoSigner(): Promise<DemoSigner> {
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  return {
    keyId: 'key:du-lieu-mau',
    jwk: { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' },
    signEvent: async (unsigned) => {
      const bytes = new TextEncoder().encode(unsigned)
      const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes)
      return Buffer.from(signature).toString('base64')
    },
  }
}

/** The people with the demo's public key added, one entry for each PC of their agency. */
export function withDemoKeys(
  people: readonly Person[],
  signer: DemoSigner,
  question: { devices: readonly DemoDevice[]; since: Instant },
): Person[] {
  return people.map((person) => {
    const own = question.devices.filter((one) => one.agency === person.agency)
    const keys = own.map(({ device }) => ({ keyId: signer.keyId, device, since: question.since, jwk: signer.jwk }))
    return { ...person, keys: [...person.keys, ...keys] }
  })
}
