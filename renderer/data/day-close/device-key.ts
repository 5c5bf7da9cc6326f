import { z } from 'zod'
import { AnyAnswer } from '../centre/answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { fromBase64, toBase64 } from '../sealing/base64.ts'
import { openBytes, sealBytes } from '../sealing/seal.ts'
import type { DeskPapers } from '../store/desk-papers.ts'
import type { Vault } from '../store/vault.ts'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const paperId = 'deviceKey'

/** The device's signing key, its private half sealed under the desk's data key: whoever is signed in signs for the same device. */
const DeviceKeyPaper = z.object({
  kind: z.literal('deviceKey'),
  keyId: z.string(),
  jwk: z.record(z.string(), z.json()),
  wrapped: z.string(),
  published: z.boolean(),
})
type DeviceKeyPaper = z.infer<typeof DeviceKeyPaper>

export type DeviceKey = {
  /** The key, made at the first use. */
  signer(): Promise<{ keyId: string; key: CryptoKey }>
  /** Gives the centre the public half; does nothing once it has it. */
  publish(): Promise<void>
}

export type DeviceKeyParts = { papers: DeskPapers; vault: Pick<Vault, 'key'>; centre: CentreClient }

export function createDeviceKey({ papers, vault, centre }: DeviceKeyParts): DeviceKey {
  const findOrMake = async () => (await papers.find(paperId, DeviceKeyPaper)) ?? (await makeKey(papers, vault))
  return {
    async signer() {
      const paper = await findOrMake()
      const secret = await openBytes(vault.key(), labelOf(paper.keyId), fromBase64(paper.wrapped))
      return { keyId: paper.keyId, key: await crypto.subtle.importKey('pkcs8', secret, algorithm, false, ['sign']) }
    },
    async publish() {
      const paper = await papers.find(paperId, DeviceKeyPaper)
      if (paper === undefined || paper.published) return
      const { keyId, jwk } = paper
      const answer = await centre.ask('/api/device-key', AnyAnswer, { method: 'POST', body: { keyId, jwk } })
      if (answer.kind === 'ok') await papers.put(paperId, { ...paper, published: true })
    },
  }
}

const labelOf = (keyId: string): string => `device-key/${keyId}`

async function makeKey(papers: DeskPapers, vault: Pick<Vault, 'key'>): Promise<DeviceKeyPaper> {
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const keyId = `device-key:${crypto.randomUUID()}`
  const secret = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const wrapped = toBase64(await sealBytes(vault.key(), labelOf(keyId), secret))
  const paper = DeviceKeyPaper.parse({ kind: 'deviceKey', keyId, jwk: { kty, crv, x, y }, wrapped, published: false })
  await papers.put(paperId, paper)
  return paper
}
