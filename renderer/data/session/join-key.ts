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

export async function findJoinKey(centre: CentreClient): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answer = await centre.ask(path, JoinKeyAnswer)
  return answer.kind === 'ok' ? fromBase64(answer.value.key) : undefined
}
