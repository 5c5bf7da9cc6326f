import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'

/** The hub that this desk was paired with. */
const PairedHub = z.object({
  origin: z.url({ protocol: /^https$/ }),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
})
export type PairedHub = z.infer<typeof PairedHub>

/** The paired hub; undefined where there is none. A damaged file throws: a desk that silently talks to another server is worse. */
export async function findPairedHub(file: string): Promise<PairedHub | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : PairedHub.parse(JSON.parse(text))
}

export async function writePairedHub(file: string, hub: PairedHub | undefined): Promise<void> {
  if (hub === undefined) return rm(file, { force: true })
  const draft = `${file}.part`
  await writeFile(draft, JSON.stringify(hub), { mode: 0o600 })
  await rename(draft, file)
}
