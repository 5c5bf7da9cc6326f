import type { Logger } from 'pino'
import { AgencySlug } from '#core/record/ids.ts'
import type { Calm } from './desk-traffic.ts'
import type { LeasedWork } from './leased-work.ts'
import { type CentralAccess, openCouchAdmin } from './provision/couch-admin.ts'
import { writePublicAddress } from './provision/provision-public.ts'
import { startPublishingStatuses } from './public/publish-statuses.ts'
import { startPublicSite } from './public/start-public.ts'

export type ProvinceWorkOptions = {
  central: CentralAccess
  log: Logger
  now: () => number
  calm: Calm
  /** Publishes dossier statuses; with a port the site is served here too. */
  public?: PublicOptions | undefined
}

/** `announce`: the agency into whose catalogue record the site's own address goes; demo only. */
export type PublicOptions = { port?: number; host?: string; announce?: string }

/** What a centre does for people beside the desks. `publicOrigin` is null where the site is not served here. */
export async function startProvinceWork(options: ProvinceWorkOptions): Promise<LeasedWork & { publicOrigin: string | null }> {
  const { central, log, now, calm } = options
  if (options.public === undefined) return { publicOrigin: null, close: async () => undefined }
  const { port, host, announce } = options.public
  const site = port === undefined ? undefined : await startPublicSite({ central, port, host, log, now })
  const statuses = startPublishingStatuses({ central, log, now, calm })
  if (site !== undefined && announce !== undefined)
    await writePublicAddress(openCouchAdmin(central), AgencySlug.parse(announce), site.origin)
  return {
    publicOrigin: site?.origin ?? null,
    async close() {
      await statuses.close()
      await site?.close()
    },
  }
}
