import { z } from 'zod'
import { AnyAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { fromBase64, toBase64 } from '../sealing/base64.ts'

/** The centre gives the join key only to this device with an official of its agency signed in, and to neither alone. */
const JoinKeyAnswer = z.object({ key: z.base64() })
const path = '/api/join-key'

export async function makeJoinKey(centre: CentreClient): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const answer = await centre.ask(path, AnyAnswer, { method: 'PUT', body: { key: toBase64(key) } })
  return answer.kind === 'ok' ? key : undefined
}

/** `missing`: the centre has none for this device, so that only an official who is known here can open it. */
export async function findJoinKey(centre: CentreClient): Promise<Uint8Array<ArrayBuffer> | 'missing' | 'unreachable'> {
  const answer = await centre.ask(path, JoinKeyAnswer)
  if (answer.kind === 'ok') return fromBase64(answer.value.key)
  return answer.kind === 'refused' && answer.code === 'no_join_key' ? 'missing' : 'unreachable'
}
