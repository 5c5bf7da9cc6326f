import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { insertNonce, securityHeaders } from '#core/bridge/content-security-policy.ts'

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Serves the built desk from a folder. A path without an extension is a route of the page and answers index.html. */
export function serveDesk(folder: string): (method: string, path: string) => Promise<Response> {
  return async (method, path) => {
    if (method !== 'GET' && method !== 'HEAD') return new Response(null, { status: 405 })
    const file = fileFor(folder, path)
    if (!file) return new Response(null, { status: 404 })
    const nonce = randomBytes(16).toString('base64url')
    const bytes = await readFile(file).catch(() => undefined)
    if (!bytes) return new Response(null, { status: 404, headers: securityHeaders(path, nonce) })
    const isPage = file.endsWith('.html')
    const headers = {
      ...securityHeaders(path, nonce),
      'content-type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': isPage ? 'no-store' : 'public, max-age=31536000, immutable',
    }
    return new Response(isPage ? insertNonce(bytes.toString('utf8'), nonce) : new Uint8Array(bytes), { headers })
  }
}

function fileFor(folder: string, path: string): string | undefined {
  let name: string
  try {
    name = decodeURIComponent(path)
  } catch {
    return undefined
  }
  if (extname(name) === '') return resolve(folder, 'index.html')
  const file = resolve(folder, `.${name}`)
  return file.startsWith(resolve(folder) + sep) ? file : undefined
}
