import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { writeWhole } from './write-whole.ts'

/** Who this hub is to the centre. Its secret opens what its agency holds there, so the file is its owner's alone. */
export const HubPaper = z.object({
  /** Origin of the centre. */
  upstream: z.url({ protocol: /^https?$/ }),
  device: DeviceId,
  secret: z.string().regex(/^[\w-]{43}$/),
  name: z.string().min(1),
  agency: AgencySlug,
  agencyName: z.string(),
  /** Shown for the pool of number slots; another after a restore, so that no slot is lent twice. */
  fingerprint: z.string().min(8),
})
export type HubPaper = z.infer<typeof HubPaper>

const fileOf = (dataDir: string): string => join(dataDir, 'hub.json')

export function findHubPaper(dataDir: string): HubPaper | undefined {
  const file = fileOf(dataDir)
  return existsSync(file) ? HubPaper.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

export function writeHubPaper(dataDir: string, paper: HubPaper): void {
  writeWhole(fileOf(dataDir), JSON.stringify(paper))
}
