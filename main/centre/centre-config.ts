import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const Origin = z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin)

/** `config.json` in the profile; written by the installer or by hand. */
const CentreConfig = z.object({ centre: Origin })

/**
 * The origin of the centre: the environment first, then the profile's `config.json`; undefined where neither names one.
 * A value that is not an http(s) address throws: a desk that silently works for nobody is worse.
 */
export async function findCentreOrigin(configFile: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const named = environment.MOT_CUA_CENTRE
  if (named) return Origin.parse(named)
  const text = await readFile(configFile, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : CentreConfig.parse(JSON.parse(text)).centre
}
