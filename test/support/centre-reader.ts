import { z } from 'zod'
import { demoPassword } from './desk-screen.ts'

const Rows = z.object({ rows: z.array(z.object({ id: z.string(), doc: z.looseObject({ _id: z.string(), _rev: z.string() }) })) })
export type CentreDocument = z.infer<typeof Rows>['rows'][number]['doc']

/** Reads a centre as one more enrolled desk does: what the test compares with what the screen said. */
export async function openCentreReader(origin: string, login: string) {
  const cookies = new Map<string, string>()
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', cookie: [...cookies].map((pair) => pair.join('=')).join('; ') }
    const answer = await fetch(`${origin}${path}`, { ...init, headers })
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  await call('/centre/api/session', { method: 'POST', body: JSON.stringify({ login, password: demoPassword }) })
  await call('/centre/api/devices', { method: 'POST', body: JSON.stringify({ deskName: 'Kiểm tra', fingerprint: `reader-${login}` }) })
  return {
    /** Every document of a database but its design documents. */
    async list(database: string): Promise<CentreDocument[]> {
      const answer = await call(`/centre/db/${database}/_all_docs?include_docs=true`)
      const { rows } = Rows.parse(await answer.json())
      return rows.map((row) => row.doc).filter((doc) => !doc._id.startsWith('_design/'))
    },
    async attachment(database: string, id: string, name: string): Promise<Uint8Array> {
      const answer = await call(`/centre/db/${database}/${encodeURIComponent(id)}/${name}`)
      return new Uint8Array(await answer.arrayBuffer())
    },
  }
}
