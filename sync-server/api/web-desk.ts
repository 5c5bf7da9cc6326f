import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { insertNonce, securityHeaders } from '#core/bridge/content-security-policy.ts'
import { ApiError } from './api-error.ts'

/** Serves the built desk to a browser: files as they are, the page with a fresh nonce for its styles. */
export async function routeWebDesk(app: FastifyInstance, webRoot: string | undefined): Promise<void> {
  const root = webRoot !== undefined && existsSync(join(webRoot, 'index.html')) ? webRoot : undefined
  if (root !== undefined) {
    await app.register(fastifyStatic, {
      root,
      index: false,
      wildcard: true,
      cacheControl: false,
      setHeaders: (response, path) => {
        const below = path.slice(root.length).replaceAll('\\', '/')
        for (const [name, value] of Object.entries(securityHeaders(below, ''))) response.header(name, value)
        response.header('cache-control', below.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    app.get('/', (_request, reply) => sendPage(root, reply))
    app.get('/index.html', (_request, reply) => sendPage(root, reply))
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' && !request.url.startsWith('/centre/') && (request.headers.accept ?? '').includes('text/html')
    if (root !== undefined && wantsPage) return sendPage(root, reply)
    throw new ApiError(404, 'not_found', 'Không có trang này.')
  })
}

function sendPage(root: string, reply: FastifyReply): FastifyReply {
  const nonce = randomBytes(16).toString('base64url')
  const html = insertNonce(readFileSync(join(root, 'index.html'), 'utf8'), nonce)
  return reply
    .headers(securityHeaders('/index.html', nonce))
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(html)
}
