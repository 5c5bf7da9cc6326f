import type { FastifyRequest } from 'fastify'

export const officialCookie = 'mc_official'
export const deviceCookie = 'mc_device'
/** At a desk behind an office's hub: the official's session at the centre, beside the one at the hub. */
export const provinceCookie = 'mc_province'

/** A cookie that no script reads and no other site sends. */
export function makeCookie(name: string, value: string, options: { maxAgeSeconds: number; secure: boolean }): string {
  const secure = options.secure ? '; Secure' : ''
  return `${name}=${value}; Path=/centre; Max-Age=${options.maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`
}

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const equals = part.indexOf('=')
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim() || undefined
  }
  return undefined
}

/** The value that a server's `Set-Cookie` lines give to a cookie; undefined where they give none. */
export function findSetCookie(lines: string[], name: string): string | undefined {
  const pair = lines.map((line) => line.split(';')[0] ?? '').find((one) => one.startsWith(`${name}=`))
  return pair?.slice(name.length + 1) || undefined
}
