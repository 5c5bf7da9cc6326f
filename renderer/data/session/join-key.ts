import { z } from 'zod'
import type { CentreClient } from '../centre/centre-client.ts'
import { fromBase64, toBase64 } from '../sealing/base64.ts'

/** The join key lies at the centre as a local document (never replicated) that a revoked device can no longer read. */
const JoinDocument = z.looseObject({ key: z.base64() })

export async function makeJoinKey(centre: CentreClient, database: string, device: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const answer = await centre.ask(pathOf(database, device), z.unknown(), { method: 'PUT', body: { key: toBase64(key) } })
  return answer.kind === 'ok' ? key : undefined
}

export async function findJoinKey(centre: CentreClient, database: string, device: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answer = await centre.ask(pathOf(database, device), JoinDocument)
  return answer.kind === 'ok' ? fromBase64(answer.value.key) : undefined
}

function pathOf(database: string, device: string): string {
  return `/db/${database}/_local/join-${encodeURIComponent(device.replace(':', '-'))}`
}
