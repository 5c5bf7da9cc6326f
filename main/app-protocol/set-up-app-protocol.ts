import { join } from 'node:path'
import { protocol } from 'electron'
import { serveDesk } from '#main/app-protocol/serve-desk.ts'
import type { Centre } from '#main/centre/set-up-centre.ts'
import { APP_SCHEME } from '#main/security/app-scheme.ts'

/** Serves `app://desk/`: the built page from disk, `/centre/*` from the centre, nothing else. */
export function setUpAppProtocol(centre: Centre): void {
  const serve = serveDesk(join(import.meta.dirname, '../renderer'))
  protocol.handle(APP_SCHEME, (request) => {
    const url = new URL(request.url)
    if (url.host !== 'desk') return new Response(null, { status: 404 })
    return url.pathname.startsWith('/centre/') ? centre(request) : serve(request.method, url.pathname)
  })
}
