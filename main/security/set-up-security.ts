import { app, session, type WebContents } from 'electron'
import { isDeskPage } from '#main/security/app-scheme.ts'

/** The one permission of the desk: without it the system may evict unsent dossiers. */
const GRANTED = 'persistent-storage'

/** Denies everything that the desk does not need: navigation, windows, frames, permissions, downloads, remote content. */
export function setUpSecurity(): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  guardPermissions()
  guardNetwork()
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (details) => {
    if (!isDeskPage(details.url)) details.preventDefault()
  })
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isDeskPage(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
}

function guardPermissions(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(permission === GRANTED && isDeskPage(details.requestingUrl))
  })
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => permission === GRANTED && isDeskPage(origin))
  defaultSession.setDevicePermissionHandler(() => false)
}

/** The page's session reaches only `app://`; main talks to the centre through a session of its own. */
function guardNetwork(): void {
  const { defaultSession } = session
  const remote = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*']
  defaultSession.webRequest.onBeforeRequest({ urls: remote }, (_details, decide) => decide({ cancel: true }))
  // The spell checker would fetch its dictionaries from elsewhere.
  defaultSession.setSpellCheckerEnabled(false)
  // Files leave the desk through the bridge (`file.save`), where a person chooses the place.
  defaultSession.on('will-download', (event) => event.preventDefault())
}
