import { X509Certificate } from 'node:crypto'
import { type Session, session } from 'electron'

/** Chromium's ERR_CERT_AUTHORITY_INVALID: the plain "failed" would read as a hub that does not answer. */
const untrusted = -202

/**
 * A network session that nobody else uses: in memory, without a cache, because what the centre says is kept by the desk's own sealed
 * store or not at all. With a fingerprint it accepts one certificate, whoever signed it and whatever name it bears, and no other.
 */
export function openNetwork(fingerprint: string | undefined): Session {
  const network = session.fromPartition(fingerprint === undefined ? 'centre' : `hub-${fingerprint}`, { cache: false })
  network.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  if (fingerprint !== undefined)
    network.setCertificateVerifyProc(({ certificate }, decide) => decide(fingerprintOf(certificate.data) === fingerprint ? 0 : untrusted))
  return network
}

/** SHA-256 of the certificate's DER bytes; 64 lower-case hex digits. */
function fingerprintOf(pem: string): string {
  return new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
}
