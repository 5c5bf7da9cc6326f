import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { OutsideSettings } from './outside-work.ts'

const Access = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  account: z.string().min(1),
  password: z.string().min(1),
  unit: z.string().min(1),
})
const Settings = z.strictObject({ portal: Access.optional(), platform: Access.optional() })

/** Reads where the systems are and who we are there, from a file that only the service may read. `simulators` stands in for them all. */
export function readOutsideSettings(file: string): OutsideSettings | 'simulators' {
  if (file === 'simulators') return 'simulators'
  const { portal, platform } = Settings.parse(JSON.parse(readFileSync(file, 'utf8')))
  return {
    ...(portal === undefined ? {} : { portal: withSlash(portal) }),
    ...(platform === undefined ? {} : { platform: withSlash(platform) }),
  }
}

/** Services are named below the address, whatever path it has. */
const withSlash = <T extends { url: string }>(access: T): T => ({ ...access, url: access.url.replace(/\/*$/, '/') })
