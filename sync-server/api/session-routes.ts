import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { toInstant } from '#core/record/instant.ts'
import { accountOfLogin } from '#sync-server/provision/write-people.ts'
import { ApiError } from './api-error.ts'
import { officialSessionSeconds } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { makeCookie, officialCookie, provinceCookie } from './cookies.ts'
import { lockedOut } from './couch-sessions.ts'
import { findPerson } from './device-record.ts'

const SignIn = z.strictObject({ login: z.string().trim().toLowerCase().min(1).max(60), password: z.string().min(1).max(200) })

/** How long an official may sign in without the centre, in days. */
const offlineValidDays = 14

/** `/session`: officials sign in and out. */
export function routeSessions(api: FastifyInstance, context: CentreContext): void {
  api.post('/session', async (request, reply) => {
    const { login, password } = SignIn.parse(request.body)
    const retryAfterSeconds = context.guard.secondsToWait(login, context.now())
    if (retryAfterSeconds > 0) {
      reply.header('retry-after', retryAfterSeconds)
      throw lockedOut(retryAfterSeconds)
    }
    const person = await findPerson(context, login)
    const token = await context.sessions.signIn(accountOfLogin(login), password)
    if (token === null || person === undefined) {
      context.guard.recordWrong(login, context.now())
      throw new ApiError(401, 'wrong_password', 'Sai tên đăng nhập hoặc mật khẩu.')
    }
    context.guard.recordRight(login)
    const province = await context.hub?.signInAtCentre({ login, password })
    const own = province === undefined ? [] : [cookieOf(context, provinceCookie, province.state === 'signed_in' ? province.token : '')]
    reply.header('set-cookie', [cookieOf(context, officialCookie, token), ...own])
    const signedIn = { person, agency: person.agency, serverTime: toInstant(context.now()), offlineValidDays }
    return province === undefined ? signedIn : { ...signedIn, province: province.state }
  })

  api.delete('/session', async (_request, reply) => {
    const over = [officialCookie, ...(context.hub === undefined ? [] : [provinceCookie])]
    reply.header(
      'set-cookie',
      over.map((name) => cookieOf(context, name, '')),
    )
    return { ok: true }
  })
}

/** Without a value the cookie ends: nobody inherits the session of the official before. */
function cookieOf({ secureCookies }: CentreContext, name: string, value: string): string {
  return makeCookie(name, value, { maxAgeSeconds: value === '' ? 0 : officialSessionSeconds, secure: secureCookies })
}
