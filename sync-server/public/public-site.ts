import { readFileSync } from 'node:fs'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import { type DataSite, routeOpenData } from '#sync-server/open-data/data-routes.ts'
import { LookupGuard } from './lookup-guard.ts'
import { html } from './markup.ts'
import { writePage } from './page.ts'
import { routeStatuses } from './status-routes.ts'
import type { StatusStore } from './status-store.ts'

export type PublicSiteOptions = {
  statuses: StatusStore
  /** The open data that is published; its publisher and the site's address stand in the catalogue. */
  open: Omit<DataSite, 'now'>
  /** Counts wrong look-ups; one that forgets them at its end unless given. */
  guard?: LookupGuard
  log: Logger
  now?: () => number
  /** True behind a proxy of one's own, which says who asks; anybody else could say what they like. */
  behindProxy?: boolean
}

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** The province's public site: an origin of its own, without session, cookie or script. Listening is the caller's. */
export async function buildPublicSite(options: PublicSiteOptions): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log
  const site = Fastify({
    bodyLimit: 4096,
    forceCloseConnections: true,
    trustProxy: options.behindProxy ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { caseSensitive: false, maxParamLength: 200 },
    loggerInstance,
  })
  site.addHook('onRequest', async (_request, reply) => void reply.headers(headers))
  site.removeAllContentTypeParsers()
  site.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: unknown, body: string) =>
    Object.fromEntries(new URLSearchParams(body)),
  )
  const style = readFileSync(new URL('./public.css', import.meta.url), 'utf8')
  site.get('/trang.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(style),
  )
  site.get('/robots.txt', (_request, reply) => reply.type('text/plain').send('User-agent: *\nDisallow: /tc/\nDisallow: /tra-cuu\n'))
  site.get('/health', (_request, reply) => reply.header('cache-control', 'no-store').send({ ok: true }))
  site.get('/', (_request, reply) => reply.redirect('/tra-cuu'))
  const now = options.now ?? Date.now
  routeStatuses(site, { statuses: options.statuses, guard: options.guard ?? new LookupGuard(), now })
  routeOpenData(site, { ...options.open, now })
  answerFailures(site)
  return site
}

function answerFailures(site: FastifyInstance): void {
  const say = (title: string, text: string): string => writePage({ title, body: html`<h1>${title}</h1><p>${text}</p>` }, 'home')
  site.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('text/html; charset=utf-8')
      .send(say('Không có trang này', 'Xin xem lại địa chỉ, hoặc dùng mục Tra cứu hồ sơ ở trên.')),
  )
  site.setErrorHandler((error: Error & { statusCode?: number; status?: number }, request, reply) => {
    const status = error.name === 'ZodError' ? 400 : (error.statusCode ?? error.status ?? 500)
    if (status >= 500) request.log.error({ route: request.routeOptions.url, name: error.name }, 'the public site could not answer')
    const title = status >= 500 ? 'Chưa tra cứu được' : 'Yêu cầu không hợp lệ'
    const text = status >= 500 ? 'Máy chủ đang bận hoặc đang bảo trì. Xin thử lại sau ít phút.' : 'Xin quay lại và thử lại.'
    return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(say(title, text))
  })
}
