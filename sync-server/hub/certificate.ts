import 'reflect-metadata'
import { randomBytes, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'
import { z } from 'zod'
import { writeWhole } from './write-whole.ts'

/** What the hub shows to desks. They know it by `fingerprint` (SHA-256, 64 hex digits) and by nothing else. */
export type HubCertificate = { cert: string; key: string; fingerprint: string }

const Kept = z.object({ cert: z.string(), key: z.string() })
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
/** Desks pin this one certificate, so its end would be the end of every pairing. */
const years = 25

/** The hub's certificate, made at its first start and kept: another one would undo every desk's pairing. */
export async function readOrMakeCertificate(dataDir: string, now: number): Promise<HubCertificate> {
  const file = join(dataDir, 'certificate.json')
  if (!existsSync(file)) writeWhole(file, JSON.stringify(await makeCertificate(now)))
  const { cert, key } = Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { cert, key, fingerprint: new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase() }
}

async function makeCertificate(now: number): Promise<z.infer<typeof Kept>> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const cert = await X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: 'CN=Mot Cua office hub',
    notBefore: new Date(now - 24 * 3_600_000),
    notAfter: new Date(now + years * 365 * 24 * 3_600_000),
    signingAlgorithm: algorithm,
    keys,
    extensions: [new BasicConstraintsExtension(false, undefined, true), new SubjectAlternativeNameExtension(namesOfThisPc())],
  })
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8.replaceAll(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`
  return { cert: cert.toString('pem'), key }
}

/** For browsers, which cannot pin; desks do not look at names. */
function namesOfThisPc(): { type: 'dns' | 'ip'; value: string }[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const ips = addresses.filter(({ family }) => family === 'IPv4').map(({ address }) => ({ type: 'ip' as const, value: address }))
  return [{ type: 'dns', value: 'localhost' }, { type: 'dns', value: hostname() }, ...ips]
}
