import { protocol } from 'electron'

/** The desk's own scheme and origin. Never `file://`: that would see the disk and has no origin of its own. */
export const APP_SCHEME = 'app'
export const DESK_ORIGIN = 'app://desk'

/** Must run before `ready`. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

/** Whether a URL is the desk's own page (and not something of the centre, another host or another scheme). */
export function isDeskPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url?.protocol === `${APP_SCHEME}:` && url.host === 'desk' && !url.pathname.startsWith('/centre/')
}
