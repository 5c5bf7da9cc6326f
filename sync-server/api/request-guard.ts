import type { FastifyRequest } from 'fastify'
import { ApiError } from './api-error.ts'

const reading = new Set(['GET', 'HEAD'])

/**
 * Refuses what another site made a browser send. Cookies are SameSite=Strict already; this also stops a page of a sibling
 * subdomain and a plain HTML form. Clients that are no browser send no `Sec-Fetch-Site`; Electron's main process sends `none`,
 * which no page can make a browser send with anything but GET.
 */
export async function guardOrigin(request: FastifyRequest): Promise<void> {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new ApiError(403, 'cross_site', 'Yêu cầu đến từ trang khác.')
}

/** The API takes JSON only, which no form of another site can send. */
export async function guardJson(request: FastifyRequest): Promise<void> {
  const type = request.headers['content-type']
  if (reading.has(request.method) || type === undefined) return
  if (!/^application\/json\b/i.test(type)) throw new ApiError(415, 'unsupported_media_type', 'Chỉ nhận nội dung JSON.')
}
