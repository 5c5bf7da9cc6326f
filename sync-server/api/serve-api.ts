import { EventEmitter } from 'node:events'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { type Logger, pino } from 'pino'
import { DeskTraffic } from '#sync-server/desk-traffic.ts'
import { routeIndicators } from '#sync-server/indicators/indicator-routes.ts'
import { routeOperations } from '#sync-server/indicators/operations-routes.ts'
import { routePeriods } from '#sync-server/indicators/period-routes.ts'
import { routeWall } from '#sync-server/indicators/wall-routes.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { answerApiError } from './api-error.ts'
import type { CentreContext } from './centre-context.ts'
import { ChangeNotices } from './change-notices.ts'
import { routeChanges } from './change-routes.ts'
import { CouchSessions } from './couch-sessions.ts'
import { routeDatabases } from './database-proxy.ts'
import { routeDayCloses } from './day-close-routes.ts'
import { routeDevices } from './device-routes.ts'
import { routeHandedInPages } from './handed-in-page-routes.ts'
import { routeHandedIn } from './handed-in-routes.ts'
import { routeHubBooksAtCentre } from './hub-book-routes.ts'
import { routeHubs } from './hub-routes.ts'
import type { HubSide } from './hub-side.ts'
import { routeJoinKey } from './join-key-routes.ts'
import { routeKeys } from './key-routes.ts'
import { routeNumberingSettings } from './numbering-settings.ts'
import { routeOutside } from './outside-routes.ts'
import { routeOversight } from './oversight-routes.ts'
import { routePlace } from './place-routes.ts'
import { routePulse } from './pulse-routes.ts'
import { routeRecords } from './record-routes.ts'
import { routeRegisters } from './register-routes.ts'
import { guardJson, guardOrigin } from './request-guard.ts'
import { routeSessions } from './session-routes.ts'
import { SignInGuard } from './sign-in-guard.ts'
import { routeSlots } from './slot-routes.ts'
import { batchesAtOnce, Turns } from './turns.ts'
import { routeWebDesk } from './web-desk.ts'

export type ApiOptions = {
  central: CentralAccess
  webRoot?: string | undefined
  secureCookies?: boolean
  now?: () => number
  log?: Logger
  /** The province's warehouse; without it there are no reports. */
  warehouse?: SqlDatabase | undefined
  /** Counts the desks' requests for whoever makes way for them. */
  traffic?: DeskTraffic
  /** Set where this is an office's hub: what its routes do otherwise, and the routes that only a hub has. */
  hub?: HubApi | undefined
}
export type HubApi = {
  make(context: CentreContext): HubSide
  route(api: FastifyInstance, context: CentreContext): void
  /** What goes on to the centre as it came, images among it. */
  forward(door: FastifyInstance, context: CentreContext): void
}

/** Logs say what happened to which route; no names, numbers, bodies, cookies or query strings. */
export function makeLog(level: string): Logger {
  return pino({ level, base: null, redact: ['req.headers', 'res.headers'] })
}

/** Builds the one origin: API, database protocol, web desk. Listening is the caller's. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const log = options.log ?? makeLog('silent')
  const couch = openCouchAdmin(options.central)
  const context: CentreContext = {
    central: options.central,
    couch,
    sessions: new CouchSessions(options.central),
    notices: new ChangeNotices(options.central, log),
    guard: new SignInGuard({ freeAttempts: 4, firstWaitMs: 30_000 }),
    revocations: new EventEmitter<{ revoked: [never] }>().setMaxListeners(0),
    secureCookies: options.secureCookies ?? false,
    traffic: options.traffic ?? new DeskTraffic(),
    writes: new Turns(await batchesAtOnce(couch)),
    now: options.now ?? Date.now,
    warehouse: options.warehouse,
  }
  context.hub = options.hub?.make(context)
  const loggerInstance: FastifyBaseLogger = log
  const app = Fastify({
    bodyLimit: 1024 * 1024,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance,
  })
  app.setErrorHandler(answerApiError)
  app.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
  })
  app.addHook('onClose', async () => context.notices.close())
  routeHealth(app, context)
  await app.register(async (api) => routeApi(api, context, options.hub), { prefix: '/centre/api' })
  await app.register(
    async (databases) => {
      databases.addHook('onRequest', guardOrigin)
      routeDatabases(databases, context)
    },
    { prefix: '/centre/db' },
  )
  await app.register(async (door) => routeBytes(door, context, options.hub), { prefix: '/centre/api' })
  await routeWebDesk(app, options.webRoot)
  return app
}

function routeApi(api: FastifyInstance, context: CentreContext, hub: HubApi | undefined): void {
  api.addHook('onRequest', guardOrigin)
  api.addHook('onRequest', guardJson)
  routeSessions(api, context)
  routeDevices(api, context)
  routeKeys(api, context)
  routeJoinKey(api, context)
  routeSlots(api, context)
  routeChanges(api, context)
  routePulse(api, context)
  routePlace(api, context)
  if (hub === undefined) routeCentre(api, context)
  else hub.route(api, context)
}

/** Routes that take more than JSON. */
async function routeBytes(door: FastifyInstance, context: CentreContext, hub: HubApi | undefined): Promise<void> {
  door.addHook('onRequest', guardOrigin)
  if (hub !== undefined) return hub.forward(door, context)
  await door.register(async (pages) => routeHandedInPages(pages, context), { prefix: '/handed-in' })
}

/** What only the province's centre answers; a hub passes these on. */
function routeCentre(api: FastifyInstance, context: CentreContext): void {
  routeRecords(api, context)
  routeHubs(api, context)
  routeHubBooksAtCentre(api, context)
  routeOversight(api, context)
  routeHandedIn(api, context)
  routeRegisters(api, context)
  routeNumberingSettings(api, context)
  routeDayCloses(api, context)
  routeOutside(api, context)
  routeIndicators(api, context)
  routePeriods(api, context)
  routeWall(api, context)
  routeOperations(api, context)
}

function routeHealth(app: FastifyInstance, context: CentreContext): void {
  const answer = async (): Promise<{ ok: boolean; central: boolean; time: number }> => {
    const up = await fetch(new URL('/_up', context.central.url)).then(
      (one) => one.ok,
      () => false,
    )
    return { ok: up, central: up, time: context.now() }
  }
  for (const path of ['/health', '/centre/health']) {
    app.get(path, async (_request, reply) => {
      const health = await answer()
      return reply
        .code(health.ok ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(health)
    })
  }
}
