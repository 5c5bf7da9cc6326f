import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import { basicAuthorization, type CentralAccess } from '#sync-server/provision/couch-admin.ts'

/** A call whose bodies flow as streams, in and out: for page images. As CouchDB's administrator. */
export function callRaw(central: CentralAccess, path: string, input: { method: 'GET' | 'PUT'; body?: Readable }): Promise<IncomingMessage> {
  const url = new URL(path, central.url)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const type: Record<string, string> = input.body === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { authorization: basicAuthorization(central.admin), ...type }
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method: input.method, headers }, resolve)
    outgoing.once('error', reject)
    if (input.body === undefined) outgoing.end()
    else
      pipeline(input.body, outgoing, (error) => {
        if (error != null) reject(error)
      })
  })
}

export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
