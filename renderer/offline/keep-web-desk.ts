/** Lets the web desk open with no network. In Electron the files are on disk already, and `app://` knows no service worker. */
export function keepWebDesk(): void {
  if (!location.protocol.startsWith('http') || !('serviceWorker' in navigator)) return
  // A browser that forbids it still runs the desk; only a start without network is missing then.
  navigator.serviceWorker.register('/service-worker.js', { type: 'module' }).catch(() => undefined)
}
