import type { Logger } from 'pino'
import { AgencySlug } from '#core/record/ids.ts'
import type { Calm } from './desk-traffic.ts'
import type { LeasedWork } from './leased-work.ts'
import { openMonthSource, type Query, startPublishingData } from './open-data/publish-data.ts'
import { type OutsideSettings, startOutsideWork } from './outside/outside-work.ts'
import { startSimulators } from './outside/simulators/start-simulators.ts'
import { type CentralAccess, openCouchAdmin } from './provision/couch-admin.ts'
import { writePublicAddress } from './provision/provision-public.ts'
import { startPublishingStatuses } from './public/publish-statuses.ts'
import { startPublicSite } from './public/start-public.ts'

export type ProvinceWorkOptions = {
  central: CentralAccess
  log: Logger
  now: () => number
  calm: Calm
  /** Counts for the open data come from here; without it only the lists are published. */
  warehouse?: Query | undefined
  /** Publishes dossier statuses; with a port the site is served here too. */
  public?: PublicOptions | undefined
  /** Systems outside; `simulators` are stand-ins of this product, for the demo. */
  outside?: OutsideSettings | 'simulators' | undefined
}

/** `announce`: the agency into whose catalogue record the site's own address goes; demo only. */
export type PublicOptions = { port?: number; host?: string; announce?: string; guessesFile?: string | undefined }

/** What a centre does beside the desks: the public site, systems outside. `publicOrigin` is null where the site is not served here. */
export async function startProvinceWork(options: ProvinceWorkOptions): Promise<LeasedWork & { publicOrigin: string | null }> {
  const site = await startPublic(options)
  const outside = await startOutside(options)
  return {
    publicOrigin: site.origin,
    async close() {
      await outside?.close()
      await site.close()
    },
  }
}

async function startPublic({
  central,
  log,
  now,
  calm,
  warehouse,
  public: wish,
}: ProvinceWorkOptions): Promise<LeasedWork & { origin: string | null }> {
  if (wish === undefined) return { origin: null, close: async () => undefined }
  const { port, host, announce, guessesFile } = wish
  const site = port === undefined ? undefined : await startPublicSite({ central, port, host, guessesFile, log, now })
  const statuses = startPublishingStatuses({ central, log, now, calm })
  const source = warehouse === undefined ? undefined : openMonthSource(warehouse)
  const data = startPublishingData({ central, source, log, now })
  if (site !== undefined && announce !== undefined)
    await writePublicAddress(openCouchAdmin(central), AgencySlug.parse(announce), site.origin)
  return {
    origin: site?.origin ?? null,
    async close() {
      await data.close()
      await statuses.close()
      await site?.close()
    },
  }
}

async function startOutside({ central, log, now, calm, outside }: ProvinceWorkOptions): Promise<LeasedWork | undefined> {
  if (outside === undefined) return undefined
  const simulators = outside === 'simulators' ? await startSimulators({ knowsEverybody: true }) : undefined
  const settings = outside === 'simulators' ? simulators?.settings : outside
  const work = startOutsideWork({ central, settings: settings ?? {}, log, now, calm })
  return {
    async close() {
      await work.close()
      await simulators?.close()
    },
  }
}
