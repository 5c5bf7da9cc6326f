import { createHash, X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import { parsePairingLine } from '#core/hub/pairing-line.ts'
import type { ApiAnswer, CentreClient } from '#test/integration/centre/centre-client.ts'

/** A desk's view of a hub: TLS with the pinned certificate, cookies like a browser's. A Buffer goes as it is, and an image comes as one. */
export function openHubClient(pairing: string, cookies = new Map<string, string>()): CentreClient {
  const hub = parsePairingLine(pairing)
  if (hub === undefined) throw new Error(`no pairing line: ${pairing}`)
  return {
    cookies,
    call: (method, path, json, headers = {}) =>
      new Promise((resolve, reject) => {
        const body = json === undefined || Buffer.isBuffer(json) ? json : JSON.stringify(json)
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const outgoing = request(
          new URL(path, hub.origin),
          {
            method,
            // The fingerprint is checked below; no authority has signed a hub's certificate.
            rejectUnauthorized: false,
            agent: false,
            headers: {
              ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
              ...(cookie === '' ? {} : { cookie }),
              ...headers,
            },
          },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () => {
              for (const set of answer.headers['set-cookie'] ?? []) {
                const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
                if (value === '') cookies.delete(name)
                else cookies.set(name, value)
              }
              resolve(toAnswer(answer.statusCode ?? 0, answer.headers, Buffer.concat(chunks)))
            })
          },
        )
        outgoing.on('error', reject)
        outgoing.on('socket', (socket) => {
          socket.once('secureConnect', () => {
            if (fingerprintOf(socket as TLSSocket) !== hub.fingerprint) outgoing.destroy(new Error('another certificate'))
          })
        })
        outgoing.end(body)
      }),
  }
}

function fingerprintOf(socket: TLSSocket): string {
  const raw = socket.getPeerCertificate(true).raw
  return createHash('sha256').update(new X509Certificate(raw).raw).digest('hex')
}

function toAnswer(status: number, headers: NodeJS.Dict<string | string[]>, bytes: Buffer): ApiAnswer {
  const text = bytes.toString('utf8')
  const plain = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : []))
  let body: unknown = bytes
  if (String(headers['content-type']).startsWith('image/')) return { status, body, text, headers: new Headers(plain) }
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  return { status, body, text, headers: new Headers(plain) }
}
