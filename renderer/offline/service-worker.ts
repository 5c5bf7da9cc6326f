/** What `precache.json` holds: every built file, and a version that changes with any of them. */
type Precache = { version: string; files: string[] }

declare const self: ServiceWorkerGlobalScope

const cachePrefix = 'mot-cua-'
const page = '/'
const pageWaitMs = 4_000

/**
 * Keeps the web desk itself in the browser, so that it opens with no network, as the Electron desk does. It never touches
 * `/centre/`: records and pages are the business of `renderer/data` alone.
 */
self.addEventListener('install', (event) => {
  event.waitUntil(keepEverything().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldVersions().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || isCentre(url.pathname)) return
  event.respondWith(request.mode === 'navigate' ? answerPage(request) : answerFile(request))
})

function isCentre(path: string): boolean {
  return path.startsWith('/centre/') || path === '/health' || path === '/precache.json'
}

async function readPrecache(): Promise<Precache> {
  const answer = await fetch('/precache.json', { cache: 'no-store' })
  if (!answer.ok) throw new Error(`precache.json: ${answer.status}`)
  return answer.json()
}

async function keepEverything(): Promise<void> {
  const { version, files } = await readPrecache()
  const cache = await caches.open(`${cachePrefix}${version}`)
  await cache.addAll([page, ...files])
}

async function forgetOldVersions(): Promise<void> {
  const { version } = await readPrecache()
  const old = (await caches.keys()).filter((name) => name.startsWith(cachePrefix) && name !== `${cachePrefix}${version}`)
  await Promise.all(old.map((name) => caches.delete(name)))
}

/** The page of the server where it answers in time and is ours (a captive portal's page is not); else the one kept. */
async function answerPage(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(pageWaitMs) })
    if (answer.ok && answer.headers.has('content-security-policy')) return answer
  } catch {
    // No network: the kept page answers.
  }
  return (await caches.match(page)) ?? Response.error()
}

async function answerFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request)
}

export {}
