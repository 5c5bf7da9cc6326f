import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseDossierCode } from '#core/numbering/dossier-code.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { LookupGuard } from './lookup-guard.ts'
import { writePage } from './page.ts'
import { malformed, notFound, tooMany, writeLookup, writeStatus } from './status-page.ts'
import type { StatusStore } from './status-store.ts'

export type StatusSite = { statuses: StatusStore; guard: LookupGuard; now(): number }

const Asked = z.object({ ma: z.string().max(200).default(''), khoa: z.string().max(200).default('') })
const Link = z.object({ code: z.string().max(200), secret: z.string().max(200) })

/** The look-up: a form, what it is sent to, and the link in a receipt's QR. */
export function routeStatuses(site: FastifyInstance, { statuses, guard, now }: StatusSite): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply, asked: { code: string; secret: string }): Promise<FastifyReply> => {
    const code = asked.code.replace(/\s+/g, '').toUpperCase()
    if (parseDossierCode(code) === null) return sendPage(reply.code(400), asked.code.trim().slice(0, 40), malformed)
    try {
      guard.take(request.ip, code, now())
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const seconds = Number(error.extra['retryAfterSeconds'] ?? 60)
      return sendPage(reply.code(429).header('retry-after', String(seconds)), code, tooMany(seconds))
    }
    const status = await statuses.find(code, asked.secret)
    if (status === undefined) {
      guard.recordWrong(request.ip, code, now())
      return sendPage(reply.code(404), code, notFound)
    }
    return send(reply, writePage({ title: 'Tình trạng hồ sơ', body: writeStatus(code, status) }, 'status'))
  }
  site.get('/tra-cuu', (_request, reply) => sendPage(reply, '', undefined))
  site.post('/tra-cuu', (request, reply) => {
    const { ma, khoa } = Asked.parse(request.body)
    return answer(request, reply, { code: ma, secret: khoa })
  })
  site.get('/tc/:code/:secret', (request, reply) => answer(request, reply, Link.parse(request.params)))
}

function sendPage(reply: FastifyReply, code: string, problem: ReturnType<typeof tooMany> | undefined): FastifyReply {
  return send(
    reply,
    writePage({ title: 'Tra cứu hồ sơ', body: writeLookup(problem === undefined ? { code } : { code, problem }) }, 'status'),
  )
}

function send(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').header('x-robots-tag', 'noindex').send(text)
}
